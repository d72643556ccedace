using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Moltbot.Cli;

/// <summary>A payload: as it came for <c>--json</c>, typed for people. A newer gateway's payload may fit the first only.</summary>
internal sealed class Answer<T>(string method, JsonElement json, JsonTypeInfo<T> typeInfo)
{
    /// <summary>As it came.</summary>
    public JsonElement Json { get; } = json;

    /// <summary>Typed.</summary>
    /// <exception cref="CliException">It does not fit the type.</exception>
    public T Value
    {
        get
        {
            try
            {
                return Json.Deserialize(typeInfo) ?? throw Misfit();
            }
            catch (JsonException)
            {
                throw Misfit();
            }
        }
    }

    private CliException Misfit() =>
        new(ExitCodes.Failed, $"the gateway's answer to {method} is not of the shape this client knows", "repeat with --json to see it as it is");
}
