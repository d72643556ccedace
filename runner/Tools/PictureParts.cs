using Moltbot.Protocol.Limits;
using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Tools;

/// <summary>How much of a picture goes into one frame, whatever its bytes are.</summary>
internal static class PictureParts
{
    /// <summary>Bytes of a frame for the picture, as it is written there; the rest is for what is around it.</summary>
    private const int Room = ProtocolLimits.MaxPayloadBytes - 4_096;

    /// <summary>The bytes from a place on that surely fit, one at least and <see cref="ToolPicture.MaxPart"/> at most.</summary>
    public static ReadOnlyMemory<byte> From(ReadOnlyMemory<byte> picture, int from)
    {
        var part = picture.Slice(from, Math.Min(ToolPicture.MaxPart, picture.Length - from));
        while (Written(part.Span) > Room)
        {
            part = part[..(part.Length / 2)];
        }

        return part;
    }

    /// <summary>As base64 in a text within a text, where a plus sign takes up to seven characters.</summary>
    private static int Written(ReadOnlySpan<byte> part)
    {
        var text = Convert.ToBase64String(part);
        return text.Length + (6 * text.AsSpan().Count('+'));
    }
}
