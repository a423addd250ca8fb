using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Queue;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(QueueView))]
[JsonSerializable(typeof(QueueNews))]
[JsonSerializable(typeof(GroupNews))]
[JsonSerializable(typeof(WaitingPageView))]
[JsonSerializable(typeof(CancelView))]
[JsonSerializable(typeof(JobCancelView))]
[JsonSerializable(typeof(RestoredView))]
[JsonSerializable(typeof(RetriedView))]
[JsonSerializable(typeof(ChangedView))]
[JsonSerializable(typeof(ClearedView))]
[JsonSerializable(typeof(CancelJobs))]
[JsonSerializable(typeof(CancelGroup))]
[JsonSerializable(typeof(MoveJob))]
[JsonSerializable(typeof(MoveJobs))]
[JsonSerializable(typeof(PrioritizeJob))]
[JsonSerializable(typeof(PrioritizeJobs))]
[JsonSerializable(typeof(RetryJob))]
[JsonSerializable(typeof(RetryJobs))]
[JsonSerializable(typeof(ClearEnded))]
internal sealed partial class QueueJson : JsonSerializerContext;
