using System.Text.Json;
using System.Text.Json.Serialization;

namespace Moltbot.Storage.Grains;

/// <summary>
/// System.Text.Json: members unknown to this version are skipped, missing ones keep their defaults, so that versions can
/// follow each other on one database. Native AOT needs options with a source-generated resolver.
/// </summary>
internal sealed class JsonGrainStateSerializer(JsonSerializerOptions? options) : IGrainStateSerializer
{
    private readonly JsonSerializerOptions options = options ?? new JsonSerializerOptions
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public byte[] Serialize<T>(T state) => JsonSerializer.SerializeToUtf8Bytes(state, options);

    public T Deserialize<T>(ReadOnlySpan<byte> bytes)
        => JsonSerializer.Deserialize<T>(bytes, options) ?? throw new JsonException($"The stored state of {typeof(T).Name} is null.");
}
