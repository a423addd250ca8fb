using ComfyStudio.AppHost.Plain;

return await PlainStudio.RunAsync(args);
