using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Api.Sequences.Bring;
using ComfyStudio.Api.Sequences.Editing;
using ComfyStudio.Api.Sequences.Runs;

namespace ComfyStudio.Api.Sequences;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(SequenceView))]
[JsonSerializable(typeof(SequencePageView))]
[JsonSerializable(typeof(SequenceProgressView))]
[JsonSerializable(typeof(DeletedSequenceView))]
[JsonSerializable(typeof(DryRunView))]
[JsonSerializable(typeof(StartedView))]
[JsonSerializable(typeof(PromptSetsView))]
[JsonSerializable(typeof(CreateSequence))]
[JsonSerializable(typeof(SequenceEdit))]
[JsonSerializable(typeof(PlanSequence))]
[JsonSerializable(typeof(BranchSequence))]
[JsonSerializable(typeof(VersionOnly))]
[JsonSerializable(typeof(AddFrame))]
[JsonSerializable(typeof(EditFrame))]
[JsonSerializable(typeof(ReviseFrame))]
[JsonSerializable(typeof(OrderFrames))]
[JsonSerializable(typeof(ChooseTake))]
[JsonSerializable(typeof(SetPicture))]
[JsonSerializable(typeof(DryRunRequest))]
[JsonSerializable(typeof(StartRequest))]
[JsonSerializable(typeof(RerollRequest))]
[JsonSerializable(typeof(PromptSettings))]
internal sealed partial class SequencesJson : JsonSerializerContext;
