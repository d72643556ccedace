using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Cli.Printing;

/// <summary>JSON for people and scripts: indented, only escaped where JSON or a terminal demands it.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 1000,
    };

    public static string Of(JsonElement value) => Write(value.WriteTo);

    public static string Of(JsonNode? value) => value is null ? "null" : Write(writer => value.WriteTo(writer));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Readable))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
