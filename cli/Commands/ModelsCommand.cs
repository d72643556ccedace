using System.CommandLine;
using System.Globalization;
using Moltbot.Protocol.Methods;
using Moltbot.Protocol.Methods.Models;

namespace Moltbot.Cli.Commands;

/// <summary><c>models</c>: what the gateway can ask.</summary>
internal static class ModelsCommand
{
    public static Command Make(CommandFactory factory) => factory.Command("models", "list the models that can be used", async call =>
    {
        var models = await call.AskAsync(ModelsMethods.List, NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(models.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no models; set models.providers.<id>.{baseUrl, apiKey, api, models} and agents.defaults.model.primary",
            ["model", "name", "context", "reasoning", "input"],
            [.. models.Value.Models.Select(static model => (IReadOnlyList<string?>)
            [
                $"{model.Provider}/{model.Id}", model.Name, model.ContextWindow?.ToString(CultureInfo.InvariantCulture) ?? "-",
                model.Reasoning is true ? "yes" : "no", model.Input is { Count: > 0 } input ? string.Join(", ", input) : "-",
            ])]);
        return ExitCodes.Ok;
    });
}
