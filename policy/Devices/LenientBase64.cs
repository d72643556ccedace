namespace Moltbot.Policy.Devices;

/// <summary>
/// Base64 as the original's clients may write it: standard or URL alphabet, padded or not, foreign characters skipped;
/// what follows the first <c>=</c> is not read (protocol.md §2.3).
/// </summary>
public static class LenientBase64
{
    /// <summary>The bytes of the text; empty when there is nothing to read.</summary>
    public static byte[] Decode(string text)
    {
        var bytes = new byte[(text.Length * 3 / 4) + 1];
        var count = 0;
        uint bits = 0;
        var held = 0;
        foreach (var c in text)
        {
            if (c == '=')
            {
                break;
            }

            var value = ValueOf(c);
            if (value < 0)
            {
                continue;
            }

            bits = (bits << 6) | (uint)value;
            held += 6;
            if (held >= 8)
            {
                held -= 8;
                bytes[count++] = (byte)(bits >> held);
            }
        }

        return bytes[..count];
    }

    /// <summary>Base64url without padding, as the wire carries keys and signatures.</summary>
    public static string EncodeUrl(ReadOnlySpan<byte> bytes) => System.Buffers.Text.Base64Url.EncodeToString(bytes);

    private static int ValueOf(char c) => c switch
    {
        >= 'A' and <= 'Z' => c - 'A',
        >= 'a' and <= 'z' => c - 'a' + 26,
        >= '0' and <= '9' => c - '0' + 52,
        '+' or '-' => 62,
        '/' or '_' => 63,
        _ => -1,
    };
}
