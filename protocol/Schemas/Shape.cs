using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

/// <summary>What a JSON value must look like. Two ways to ask: a quick yes or no while reading, and the reasons of a no.</summary>
/// <remarks>
/// The quick way reads tokens once and allocates nothing; the reasons are only worked out for what was refused.
/// Both agree, which a test holds on random values.
/// </remarks>
public abstract partial class Shape
{
    /// <summary>Whether the bytes hold one value of this shape.</summary>
    public bool Accepts(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        return reader.Read() && Accepts(ref reader) && !reader.Read();
    }

    /// <summary>All reasons why the value does not fit, in the order and words of Ajv; empty when it fits.</summary>
    public IReadOnlyList<ValidationError> Explain(JsonElement value)
    {
        var errors = new List<ValidationError>();
        Explain(value, string.Empty, errors);
        return errors;
    }

    /// <summary>Whether the value at the reader fits; if so the reader stands on the value's last token.</summary>
    internal abstract bool Accepts(ref Utf8JsonReader reader);

    /// <summary>Adds the reasons why the value at the path does not fit.</summary>
    internal abstract void Explain(JsonElement value, string path, List<ValidationError> errors);
}
