using System.Text.Json;

namespace Moltbot.Protocol.Schemas;

internal sealed class AnyShape : Shape
{
    internal override bool Accepts(ref Utf8JsonReader reader)
    {
        reader.Skip();
        return true;
    }

    internal override void Explain(JsonElement value, string path, List<ValidationError> errors)
    {
    }
}
