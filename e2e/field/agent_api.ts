import { expect, type APIRequestContext, type APIResponse } from '@playwright/test';

/** A script of the agent's own beside the desktop: it sets states and drives calls over the agent API. */
export class AgentApi {
  readonly #request: APIRequestContext;
  readonly #base: string;
  readonly #authorization: string;
  #sessionId = '';

  private constructor(request: APIRequestContext, base: string, token: string) {
    this.#request = request;
    this.#base = base;
    this.#authorization = `bearer ${token}`;
  }

  static async logIn(request: APIRequestContext, server: string, user: string): Promise<AgentApi> {
    const answer = await request.post(`${server}/InContactAuthorizationServer/Token`, {
      headers: { authorization: `basic ${Buffer.from('field@cordboard:1').toString('base64')}` },
      data: { grant_type: 'password', username: user, password: 'demo', scope: '' },
    });
    expect(answer.status(), await answer.text()).toBe(200);
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return new AgentApi(request, `${server}/InContactAPI/services/v20.0`, token);
  }

  /** Joins the session that the desktop has started; the desktop keeps working. */
  async join(): Promise<void> {
    const answer = await this.#request.post(`${this.#base}/agent-sessions/join`, {
      headers: { authorization: this.#authorization },
      data: {},
    });
    expect(answer.status(), await answer.text()).toBe(202);
    this.#sessionId = ((await answer.json()) as { sessionId: string }).sessionId;
  }

  async setState(state: 'Available' | 'Unavailable', reason = ''): Promise<void> {
    await this.#command('state', { state, reason });
  }

  async contact(contactId: number, command: string, data: object = {}): Promise<void> {
    await this.#command(`interactions/${contactId}/${command}`, data);
  }

  /** Any read or command with any session id, as a page with its session token makes it. */
  async get(path: string): Promise<APIResponse> {
    return await this.#request.get(`${this.#base}/${path}`, {
      headers: { authorization: this.#authorization },
    });
  }

  async post(path: string, data: object = {}): Promise<APIResponse> {
    return await this.#request.post(`${this.#base}/${path}`, {
      headers: { authorization: this.#authorization },
      data,
    });
  }

  async endSession(): Promise<void> {
    const answer = await this.#request.delete(`${this.#base}/agent-sessions/${this.#sessionId}`, {
      headers: { authorization: this.#authorization },
      data: { forceLogoff: true, endContacts: true },
    });
    expect(answer.status(), await answer.text()).toBe(202);
  }

  async #command(path: string, data: object): Promise<void> {
    const answer = await this.post(`agent-sessions/${this.#sessionId}/${path}`, data);
    expect(answer.status(), `${path}: ${await answer.text()}`).toBe(202);
  }
}
