mod end;
mod get;
mod get_next_event;
mod isolation;
mod join;
mod set_state;
mod start;
