using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Moltbot.Models.Wire;

/// <summary>
/// What an API is told of each function, written once: a declaration does not change, and the schemas of an agent's tools are most of a short
/// request. Kept as long as the declaration is.
/// </summary>
/// <param name="write">Writes one, as the API has it.</param>
internal sealed class WrittenFunctions(Action<Utf8JsonWriter, AIFunctionDeclaration> write)
{
    private readonly ConditionalWeakTable<AIFunctionDeclaration, byte[]> _written = [];

    /// <summary>Writes a function.</summary>
    public void Write(Utf8JsonWriter json, AIFunctionDeclaration function) =>
        json.WriteRawValue(_written.GetValue(function, Make), skipInputValidation: true);

    private byte[] Make(AIFunctionDeclaration function)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json, function);
        }

        return stream.ToArray();
    }
}
