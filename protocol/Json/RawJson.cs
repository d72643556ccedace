using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Moltbot.Protocol.Json;

/// <summary>One JSON value as its UTF-8 text: what the protocol calls <c>any</c>, carried without being taken apart.</summary>
/// <remarks>The default value stands for "left out" and is not written.</remarks>
[JsonConverter(typeof(RawJsonConverter))]
[SuppressMessage("Design", "CA1036", Justification = "Compared by bytes, never ordered.")]
public readonly struct RawJson : IEquatable<RawJson>
{
    /// <summary>The JSON value <c>null</c>, which is not the same as a value left out.</summary>
    public static RawJson Null { get; } = new("null"u8.ToArray());

    /// <summary>The JSON value <c>{}</c>.</summary>
    public static RawJson EmptyObject { get; } = new("{}"u8.ToArray());

    /// <summary>Wraps bytes that hold exactly one JSON value; the caller vouches for that.</summary>
    public RawJson(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The value's text, empty when left out.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>Whether there is a value (which may be <c>null</c>).</summary>
    public bool IsPresent => !Utf8.IsEmpty;

    /// <summary>Whether the value is left out or the JSON <c>null</c>.</summary>
    public bool IsNullOrMissing => Utf8.IsEmpty || Utf8.Span.SequenceEqual("null"u8);

    /// <summary>Encodes a typed value.</summary>
    public static RawJson From<T>(T value, JsonTypeInfo<T> typeInfo)
    {
        // With the frames' own options: the serializer's would escape every letter beyond ASCII.
        var output = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(output, WireJson.WriterOptions))
        {
            JsonSerializer.Serialize(writer, value, typeInfo);
        }

        return new RawJson(output.WrittenMemory);
    }

    /// <summary>Copies the text of a parsed value.</summary>
    public static RawJson From(JsonElement value) => new(JsonMarshal.GetRawUtf8Value(value).ToArray());

    /// <summary>Wraps text that holds exactly one JSON value.</summary>
    /// <exception cref="JsonException">The text is not one JSON value.</exception>
    public static RawJson Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return From(document.RootElement);
    }

    /// <summary>Reads the value as a type.</summary>
    /// <exception cref="JsonException">The value does not fit the type.</exception>
    public T? Read<T>(JsonTypeInfo<T> typeInfo) => JsonSerializer.Deserialize(Utf8.Span, typeInfo);

    /// <summary>The value as an element of its own.</summary>
    public JsonElement ToElement()
    {
        if (Utf8.IsEmpty)
        {
            return default;
        }

        var reader = new Utf8JsonReader(Utf8.Span);
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>The value without white space between tokens, as <c>JSON.stringify</c> writes it.</summary>
    public RawJson Compact()
    {
        if (Utf8.IsEmpty)
        {
            return this;
        }

        var output = new ArrayBufferWriter<byte>(Utf8.Length);
        using (var writer = new Utf8JsonWriter(output, WireJson.WriterOptions))
        {
            ToElement().WriteTo(writer);
        }

        return new RawJson(output.WrittenMemory);
    }

    /// <inheritdoc />
    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Utf8.Span);
        return hash.ToHashCode();
    }

    /// <summary>The value's text; for tests and tools, since it may hold what must not be logged.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    /// <summary>Compares by text.</summary>
    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    /// <summary>Compares by text.</summary>
    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
