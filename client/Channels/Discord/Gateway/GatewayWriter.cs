using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Channels.Discord.Gateway;

/// <summary>Writes the frames that a client sends.</summary>
internal static class GatewayWriter
{
    private static readonly Dictionary<string, string> Properties = new(StringComparer.Ordinal)
    {
        ["os"] = "linux", ["browser"] = "moltbot", ["device"] = "moltbot",
    };

    /// <param name="sequence">The last event that counts as received; null before the first.</param>
    public static ReadOnlyMemory<byte> Heartbeat(long? sequence) => Frame(GatewayOp.Heartbeat, json =>
    {
        if (sequence is { } number)
        {
            json.WriteNumber("d", number);
        }
        else
        {
            json.WriteNull("d");
        }
    });

    public static ReadOnlyMemory<byte> Identify(DiscordToken token, int intents) => Frame(
        GatewayOp.Identify, new Identify { Token = token.Reveal(), Intents = intents, Properties = Properties }, DiscordJson.Default.Identify);

    public static ReadOnlyMemory<byte> Resume(DiscordToken token, string sessionId, long sequence) => Frame(
        GatewayOp.Resume, new Resume { Token = token.Reveal(), SessionId = sessionId, Seq = sequence }, DiscordJson.Default.Resume);

    private static ReadOnlyMemory<byte> Frame<T>(int op, T data, JsonTypeInfo<T> type) => Frame(op, json =>
    {
        json.WritePropertyName("d");
        JsonSerializer.Serialize(json, data, type);
    });

    private static ReadOnlyMemory<byte> Frame(int op, Action<Utf8JsonWriter> writeData)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("op", op);
            writeData(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
