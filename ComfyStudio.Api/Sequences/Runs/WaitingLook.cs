using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Sequences.Document;

namespace ComfyStudio.Api.Sequences.Runs;

/// <summary>One look at all frames that wait. What it has read it remembers: many of them wait for the same picture, and all for the same engines.</summary>
internal sealed class WaitingLook(Sequence sequence, SequenceStates states)
{
    private readonly Dictionary<string, string?> _pictures = new(StringComparer.Ordinal);
    private Fleet? _fleet;

    public Sequence Sequence => sequence;

    public SequenceStates States => states;

    public async Task<Fleet> FleetAsync(Func<Task<Fleet>> read) => _fleet ??= await read();

    public async Task<string?> PictureAsync(Frame frame, Func<Task<string?>> find) =>
        _pictures.TryGetValue(frame.Id, out var known) ? known : _pictures[frame.Id] = await find();
}
