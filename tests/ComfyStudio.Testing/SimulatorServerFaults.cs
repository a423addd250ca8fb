using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using ComfyStudio.Simulator.Faults;

namespace ComfyStudio.Testing;

/// <summary>What shall go wrong in a simulator, said over HTTP as any other process would.</summary>
public sealed class SimulatorFaults(Uri address) : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    private readonly HttpClient _http = new() { BaseAddress = address };

    public Task SetAsync(FaultPlan plan, CancellationToken cancellationToken) =>
        SendAsync(_http.PutAsJsonAsync("/simulator/faults", plan, Json, cancellationToken));

    /// <summary>The plan with what is left of its counts.</summary>
    public async Task<FaultPlan> GetAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<FaultPlan>("/simulator/faults", Json, cancellationToken))!;

    public Task ClearAsync(CancellationToken cancellationToken) => SendAsync(_http.DeleteAsync("/simulator/faults", cancellationToken));

    /// <summary>All sockets break, as when the network does.</summary>
    public Task CutSocketsAsync(CancellationToken cancellationToken) => SendAsync(_http.PostAsync("/simulator/sockets/cut", null, cancellationToken));

    /// <summary>As a crash and a new start: queue, history and counter are gone, output files stay.</summary>
    public Task RestartAsync(CancellationToken cancellationToken) => SendAsync(_http.PostAsync("/simulator/restart", null, cancellationToken));

    public Task SetSpeedAsync(double millisecondsPerStep, CancellationToken cancellationToken) =>
        SendAsync(_http.PostAsJsonAsync("/simulator/speed", new SpeedRequest(millisecondsPerStep), Json, cancellationToken));

    public async Task<SimulatorState> GetStateAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<SimulatorState>("/simulator/state", Json, cancellationToken))!;

    public void Dispose() => _http.Dispose();

    private static async Task SendAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        answer.EnsureSuccessStatusCode();
    }
}
