using System.IO.Compression;
using System.Security.Cryptography;
using ComfyStudio.Jobs;

namespace ComfyStudio.Worker.Engines;

/// <summary>Asks an engine what it has and tells everybody: the catalogue, and, when they changed, the definitions of its nodes.</summary>
internal sealed class CatalogPublisher(Engine engine, EngineRegistry registry, TimeProvider time)
{
    public async Task<EngineCatalog> PublishAsync(CancellationToken cancellationToken)
    {
        var nodes = await engine.Client.GetNodeDefinitionsAsync(cancellationToken);
        var hash = Convert.ToHexStringLower(SHA256.HashData(nodes.Json.Span));
        var catalog = await CatalogReader.ReadAsync(engine.Client, nodes.Catalog, hash, time, cancellationToken);
        if (hash != await registry.FindNodesHashAsync(engine.Id, cancellationToken))
            await registry.PublishNodesAsync(engine.Id, hash, Compress(nodes.Json), cancellationToken);
        await registry.PublishCatalogAsync(engine.Id, catalog, cancellationToken);
        return catalog;
    }

    private static ReadOnlyMemory<byte> Compress(ReadOnlyMemory<byte> json)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(json.Span);
        return compressed.ToArray();
    }
}
