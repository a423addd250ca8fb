using System.Text.Json;
using System.Text.Json.Serialization;

namespace ComfyStudio.Api.Batches;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(GrowBatch))]
[JsonSerializable(typeof(RenameBatch))]
[JsonSerializable(typeof(BatchPlanView))]
[JsonSerializable(typeof(AcceptedBatch))]
[JsonSerializable(typeof(BatchPageView))]
[JsonSerializable(typeof(BatchView))]
[JsonSerializable(typeof(BatchCellsView))]
[JsonSerializable(typeof(RetriedCells))]
internal sealed partial class BatchesJson : JsonSerializerContext;
