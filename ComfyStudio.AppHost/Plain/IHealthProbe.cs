namespace ComfyStudio.AppHost.Plain;

internal interface IHealthProbe
{
    Task<bool> IsHealthyAsync(CancellationToken cancellationToken);
}
