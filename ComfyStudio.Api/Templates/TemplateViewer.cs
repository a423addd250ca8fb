using ComfyStudio.Api.Engines;
using ComfyStudio.Api.Generation;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Templates;

/// <summary>Shows templates with the choices that the engines offer now.</summary>
internal sealed class TemplateViewer(FleetReader fleets, IOptions<GenerationOptions> options)
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
            return SlotChoices.Of(await fleets.ReadAsync(cancellationToken), engineId: null, []);
        }
        catch (JobStoreUnavailableException)
        {
            return new SlotChoices([], []);
        }
    }
}
