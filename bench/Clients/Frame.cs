using System.Text.Json;

namespace Moltbot.Bench.Clients;

/// <summary>What the generator reads of a frame, without building anything.</summary>
internal readonly ref struct Frame
{
    private Frame(FrameKind kind, bool isOk, ReadOnlySpan<byte> id)
    {
        Kind = kind;
        IsOk = isOk;
        Id = id;
    }

    public FrameKind Kind { get; }

    /// <summary>A response that succeeded, or a chat that ended as <c>final</c>.</summary>
    public bool IsOk { get; }

    /// <summary>The response's id, or the run's.</summary>
    public ReadOnlySpan<byte> Id { get; }

    /// <summary>Reads the members that matter; the generator's own ids need no unescaping.</summary>
    public static Frame Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text);
        ReadOnlySpan<byte> id = default, run = default;
        bool isResponse = false, isChat = false, isOk = false, isEnded = false, isFinal = false;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var name = reader.ValueSpan;
            reader.Read();
            if (reader.CurrentDepth == 1)
            {
                if (name.SequenceEqual("type"u8))
                {
                    isResponse = reader.ValueSpan.SequenceEqual("res"u8);
                }
                else if (name.SequenceEqual("event"u8))
                {
                    isChat = reader.ValueSpan.SequenceEqual("chat"u8);
                }
                else if (name.SequenceEqual("id"u8))
                {
                    id = reader.ValueSpan;
                }
                else if (name.SequenceEqual("ok"u8))
                {
                    isOk = reader.TokenType == JsonTokenType.True;
                }
                else if (isChat && name.SequenceEqual("payload"u8))
                {
                    continue;
                }
            }
            else if (isChat && reader.CurrentDepth == 2)
            {
                if (name.SequenceEqual("runId"u8))
                {
                    run = reader.ValueSpan;
                }
                else if (name.SequenceEqual("state"u8))
                {
                    isFinal = reader.ValueSpan.SequenceEqual("final"u8);
                    isEnded = !reader.ValueSpan.SequenceEqual("delta"u8);
                }
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                reader.Skip();
            }
        }

        return isResponse ? new Frame(FrameKind.Response, isOk, id)
            : isChat && isEnded ? new Frame(FrameKind.ChatEnd, isFinal, run)
            : default;
    }
}
