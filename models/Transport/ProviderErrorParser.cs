using System.Buffers;
using System.Text;
using System.Text.Json;
using Moltbot.Models.Wire;

namespace Moltbot.Models.Transport;

/// <summary>
/// Reads the error shapes in use: <c>{error:{message, type, code}}</c>, <c>{error:"text"}</c>, <c>{message, code}</c>,
/// <c>{detail}</c>, or plain text.
/// </summary>
internal sealed class ProviderErrorParser(SecretRedactor redactor)
{
    private const int MaxText = 500;
    private const int MaxCode = 64;
    private static readonly SearchValues<char> CodeCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-");

    public ProviderError Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body, new JsonReaderOptions { AllowTrailingCommas = true });
            using var document = JsonDocument.ParseValue(ref reader);
            return From(document.RootElement);
        }
        catch (JsonException)
        {
            // Pages of proxies say nothing that is worth showing.
            var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, 4 * MaxText)]);
            return text.AsSpan().TrimStart() is ['<', ..] ? ProviderError.None : new ProviderError(null, Clean(text));
        }
    }

    public ProviderError From(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array && root.GetArrayLength() > 0)
        {
            root = root[0];
        }

        if (root.ValueKind == JsonValueKind.String)
        {
            return new ProviderError(null, Clean(root.Text()));
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return ProviderError.None;
        }

        if (root.TryGetProperty("error"u8, out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return From(error);
        }

        return new ProviderError(
            Code(root.Text("code"u8)) ?? Code(root.Text("type"u8)),
            Clean(root.Text("message"u8) ?? root.Text("detail"u8)));
    }

    public ProviderError From(string? code, string? text) => new(Code(code), Clean(text));

    private string? Code(string? code) =>
        code is { Length: > 0 and <= MaxCode } && !code.AsSpan().ContainsAnyExcept(CodeCharacters)
            && string.Equals(redactor.Redact(code), code, StringComparison.Ordinal)
            ? code
            : null;

    private string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        // Redact before cutting: half a secret at the cut would be too short to be recognised.
        text = redactor.Redact(text.Length > 8 * MaxText ? text[..(8 * MaxText)] : text);
        var clean = new StringBuilder(Math.Min(text.Length, MaxText));
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxText)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune);
        }

        return clean.ToString().Trim();
    }
}
