import { CopyCommand } from './CopyCommand';
import classes from './ConnectHelp.module.css';

/** How to point the studio at one ComfyUI or several. */
export function ConnectHelp() {
  return (
    <section className={classes.help} aria-label="Connect a ComfyUI">
      <h2>Connect a ComfyUI</h2>
      <p>
        A ComfyUI on another machine has to be started with <code>--listen</code>; then add it above. One on this machine, at port 8188, is
        found by itself. Engines that every start of the studio shall know are given in its configuration:
      </p>
      <CopyCommand command="COMFYUI_URL=http://192.168.1.20:8188 ./run" />
      <CopyCommand command='COMFYUI_URL="attic=http://192.168.1.20:8188,cellar=http://192.168.1.21:8188" ./run' />
    </section>
  );
}
