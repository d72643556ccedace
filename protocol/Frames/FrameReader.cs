using System.Text.Json;
using System.Text.Unicode;
using Moltbot.Protocol.Json;
using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Methods;

namespace Moltbot.Protocol.Frames;

/// <summary>Reads incoming frames. The envelope is read without a document; params stay a slice for the method to read.</summary>
public static class FrameReader
{
    // Deeper than any frame we accept, so that depth is judged here, with an answer, and not as unparsable text.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 10_000 };

    /// <summary>Reads one received text.</summary>
    /// <param name="utf8">The whole text; must stay untouched while the frame is in use.</param>
    /// <param name="frame">The request when the verdict is <see cref="FrameVerdict.Request"/>.</param>
    /// <param name="fault">The refusal when the verdict is <see cref="FrameVerdict.Invalid"/>.</param>
    public static FrameVerdict Read(ReadOnlyMemory<byte> utf8, out RequestFrame frame, out FrameFault? fault)
    {
        frame = default;
        fault = null;
        if (!Utf8.IsValid(utf8.Span))
        {
            return FrameVerdict.NotJson;
        }

        utf8 = LoneSurrogates.Repair(utf8);
        try
        {
            if (TryReadRequest(utf8, out frame))
            {
                return FrameVerdict.Request;
            }

            fault = FrameFaults.Explain(utf8);
            return FrameVerdict.Invalid;
        }
        catch (JsonException)
        {
            return FrameVerdict.NotJson;
        }
    }

    private static bool TryReadRequest(ReadOnlyMemory<byte> utf8, out RequestFrame frame)
    {
        frame = default;
        var reader = new Utf8JsonReader(utf8.Span, Options);
        if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject)
        {
            return false;
        }

        var seen = Keys.None;
        ReadOnlyMemory<byte> id = default, parameters = default;
        string? method = null;
        var typed = false;
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            var key = KeyAt(ref reader);
            if (key is Keys.None || (seen & key) != Keys.None || !reader.Read())
            {
                return false;
            }

            seen |= key;
            var start = (int)reader.TokenStartIndex;
            switch (key)
            {
                case Keys.Type:
                    typed = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals("req"u8);
                    break;
                case Keys.Id when reader.TokenType is JsonTokenType.String && !reader.ValueSpan.IsEmpty:
                    id = utf8[start..(int)reader.BytesConsumed];
                    break;
                case Keys.Method when reader.TokenType is JsonTokenType.String && !reader.ValueSpan.IsEmpty:
                    method = MethodNames.Intern(ref reader);
                    break;
                case Keys.Params:
                    if (!SkipValue(ref reader))
                    {
                        return false;
                    }

                    parameters = utf8[start..(int)reader.BytesConsumed];
                    break;
                default:
                    return false;
            }
        }

        // A second value after the first makes the reader throw, so this reads to the end.
        reader.Read();
        frame = new RequestFrame(id, method ?? string.Empty, parameters);
        return typed
            && (seen & Keys.Required) == Keys.Required
            && id.Length <= ProtocolLimits.MaxRequestIdBytes
            && frame.Method.Length <= ProtocolLimits.MaxMethodChars;
    }

    private static Keys KeyAt(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("type"u8) ? Keys.Type
        : reader.ValueTextEquals("id"u8) ? Keys.Id
        : reader.ValueTextEquals("method"u8) ? Keys.Method
        : reader.ValueTextEquals("params"u8) ? Keys.Params
        : Keys.None;

    private static bool SkipValue(ref Utf8JsonReader reader)
    {
        var depth = reader.CurrentDepth;
        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            return true;
        }

        do
        {
            if (reader.CurrentDepth >= ProtocolLimits.MaxDepth || !reader.Read())
            {
                return false;
            }
        }
        while (reader.CurrentDepth > depth);
        return true;
    }

    [Flags]
    private enum Keys
    {
        None = 0,
        Type = 1,
        Id = 2,
        Method = 4,
        Params = 8,
        Required = Type | Id | Method,
    }
}
