using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Templates;

/// <summary>Shows templates with the choices that the engines offer now.</summary>
internal sealed class TemplateViewer(FleetReader fleets, EngineNodes engineNodes, IOptions<GenerationOptions> options)
{
    public async Task<IReadOnlyList<TemplateView>> ViewAsync(IReadOnlyList<Template> templates, CancellationToken cancellationToken)
    {
        var choices = await ChoicesAsync(cancellationToken);
        return [.. templates.Select(template => TemplateView.Of(template, choices, options.Value))];
    }

    // The form can be filled while the queue is away; what the engines have is then not known.
    private async Task<SlotChoices> ChoicesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var fleet = await fleets.ReadAsync(cancellationToken);
            return SlotChoices.Of(fleet, engineId: null, await engineNodes.ListAsync(fleet, engineId: null, cancellationToken));
        }
        catch (JobStoreUnavailableException)
        {
            return new SlotChoices([], []);
        }
    }
}
