using ComfyStudio.Api.Templates;

namespace ComfyStudio.Api.Workflows.Proposals;

/// <summary>Where the choices of a slot come from.</summary>
internal static class ChoiceProposal
{
    public static Slot Complete(Slot slot, ValuePlace place)
    {
        if (slot.Type is not SlotType.Choice)
            return slot;
        var (asker, input) = place.Asker;
        // The list of the place itself is asked for: another node's may be longer than this one's.
        if (input.Choices.Count > 0 && place.Node.Id == asker.Id)
            return slot with { ChoicesFrom = ChoiceSources.Node };
        if (input.Choices.Count > 0)
            return slot with { Choices = input.Choices };
        return slot with { ChoicesFrom = input.Name == "scheduler" ? ChoiceSources.Schedulers : ChoiceSources.Samplers };
    }
}
