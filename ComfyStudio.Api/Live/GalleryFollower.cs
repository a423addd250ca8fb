using ComfyStudio.Images;

namespace ComfyStudio.Api.Live;

/// <summary>Tells of what happens in the images folder by other hands: files put there, changed or taken away.</summary>
internal sealed class GalleryFollower(ImageIndex index, LiveHub hub, LiveComposer composer) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var change in index.WatchAsync(stoppingToken))
        {
            if (hub.HasListeners && Compose(change) is { } message)
                hub.Broadcast(message);
        }
    }

    // A new image of one of our jobs is told by its own event, which can be resumed.
    private LiveMessage? Compose(ImageChange change) => change.Kind switch
    {
        ImageChangeKind.Removed => composer.ImageRemoved(change.Image),
        ImageChangeKind.Added when change.Image.Making?.JobId is not null => null,
        _ => composer.Image(change.Image, id: null),
    };
}
