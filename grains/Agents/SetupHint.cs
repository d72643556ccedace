using Moltbot.Models.Providers;
using Moltbot.Policy.Models;

namespace Moltbot.Grains.Agents;

/// <summary>What an assistant without a model says, so that whoever set it up can go on.</summary>
internal static class SetupHint
{
    public static string For(ModelReference reference, KnownProvider? known) =>
        $"""
        I have no model to think with yet: {Nothing(reference)}.

        Set a provider and a model in the configuration (moltbot.json):

        models.providers.{reference.Provider} = {Example(known)}
        agents.defaults.model.primary = "{reference.Provider}/<model id>"

        {(known is null
            ? "Any OpenAI-compatible endpoint works; api may be " + string.Join(", ", ModelApiNames.All) + "."
            : $"Or put the key into the environment as {known.KeyVariable} and start again.")}
        Until then /help, /status, /whoami, /new, /reset and /stop work.
        """;

    /// <summary>The same in a few words, for a tool that asks a model.</summary>
    public static string Nothing(ModelReference reference) => $"nothing is configured for \"{reference}\"";

    public static string ForApi(ModelReference reference, string api) =>
        $"models.providers.{reference.Provider}.api is \"{api}\", which is not offered. Use one of: {string.Join(", ", ModelApiNames.All)}.";

    public static string ForAddress(ModelReference reference) =>
        $"models.providers.{reference.Provider}.baseUrl is missing or not an absolute address, such as https://host/v1.";

    private static string Example(KnownProvider? known) => known is null
        ? """{ baseUrl: "https://host/v1", apiKey: "...", api: "openai-completions", models: [{ id: "<model id>", name: "..." }] }"""
        : $$"""{ baseUrl: "{{known.BaseUrl}}", apiKey: "...", api: "{{known.Api.Name()}}", models: [{ id: "<model id>", name: "..." }] }""";
}
