using System.Runtime.InteropServices;
using System.Text.Json;
using Moltbot.Protocol.Errors;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Schemas;

namespace Moltbot.Protocol.Frames;

/// <summary>Says what is wrong with a frame. Only refused frames come here, so it may take its time.</summary>
internal static class FrameFaults
{
    // Above this a document is not built: what is nested ten thousand deep is an attack, not a mistake.
    private const int DeepestExplained = 10_000;

    private static readonly byte[] InvalidId = "\"invalid\""u8.ToArray();

    internal static FrameFault Explain(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { MaxDepth = DeepestExplained });
        var root = document.RootElement;
        var errors = FrameShapes.Request.Explain(root);
        var reasons = errors.Count > 0 ? ValidationErrors.Format(errors) : OverLimit(root);
        return new FrameFault(EchoableId(root), GatewayError.Invalid($"invalid request frame: {reasons}"));
    }

    private static string OverLimit(JsonElement root)
    {
        if (JsonMarshal.GetRawUtf8Value(root.GetProperty("id"u8)).Length > ProtocolLimits.MaxRequestIdBytes)
        {
            return $"at /id: must NOT have more than {ProtocolLimits.MaxRequestIdBytes} bytes";
        }

        return root.GetProperty("method"u8).GetString()!.Length > ProtocolLimits.MaxMethodChars
            ? $"at /method: must NOT have more than {ProtocolLimits.MaxMethodChars} characters"
            : $"at /params: must NOT be nested deeper than {ProtocolLimits.MaxDepth} levels";
    }

    // Ids are echoed as sent, other scalars too; what is no id, or too long to be one, is answered as "invalid".
    private static ReadOnlyMemory<byte> EchoableId(JsonElement root)
    {
        if (root.ValueKind is not JsonValueKind.Object
            || !root.TryGetProperty("id"u8, out var id)
            || id.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            return InvalidId;
        }

        var written = JsonMarshal.GetRawUtf8Value(id);
        return written.Length <= ProtocolLimits.MaxRequestIdBytes ? written.ToArray() : InvalidId;
    }
}
