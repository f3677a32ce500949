mod accept;
mod custom_data;
mod end;
mod hold_and_resume;
mod mask_and_unmask;
mod record;
mod reject;
mod set_disposition;
