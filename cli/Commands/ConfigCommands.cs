using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Local;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Cli.Commands;

/// <summary><c>config get|set|unset|validate</c></summary>
internal static class ConfigCommands
{
    public static Command Make(CommandFactory factory)
    {
        var some = CommandFactory.Optional("path", "a place in dot notation, such as gateway.port; all of it when left out");
        var path = CommandFactory.Required("path", "a place in dot notation, such as gateway.port");
        var value = CommandFactory.Required("value", "JSON5, or a text as it is; - reads it from the standard input, which keeps secrets out of histories");
        var file = CommandFactory.Text("--file", "FILE", "this file instead of the installation's");
        return factory.Group(
            "config",
            "read and change the configuration",
            factory.Command("get", "show a value; secrets are masked", call => GetAsync(call, call.Value(some)), some),
            factory.Command("set", "set a value", call => SetAsync(call, call.Value(path)!, call.Value(value)!), path, value),
            factory.Command("unset", "remove a value, so that its default holds", call => UnsetAsync(call, call.Value(path)!), path),
            factory.Command("validate", "say what is wrong with a configuration file", call => ValidateAsync(call, call.Value(file)), file));
    }

    private static async Task<int> GetAsync(Invocation call, string? path)
    {
        await using var store = await ConfigStore.OpenAsync(call);
        var value = await store.ReadAsync();
        foreach (var key in path is null ? [] : Keys(path))
        {
            value = value switch
            {
                JsonObject shape when shape.TryGetPropertyValue(key, out var found) => found,
                JsonArray list when int.TryParse(key, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var at) && at < list.Count => list[at],
                _ => throw new CliException(ExitCodes.Failed, $"{path} is not set"),
            };
        }

        if (!call.Printer.IsJson && value is JsonValue text && text.GetValueKind() is JsonValueKind.String)
        {
            call.Printer.Line(text.GetValue<string>());
        }
        else
        {
            call.Printer.Json(value);
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> SetAsync(Invocation call, string path, string text)
    {
        var keys = Keys(path);
        var value = ConfigValue.Read(text is "-" ? (await call.Host.In.ReadToEndAsync(call.Cancel)).TrimEnd('\r', '\n') : text);
        if (value is null)
        {
            throw CliException.Usage("null is no value of a configuration", $"to remove it: moltbot config unset {path}");
        }

        await using var store = await ConfigStore.OpenAsync(call);
        var place = await store.ChangeAsync(written => ConfigValue.Patch(written, keys, value));
        return Done(call, "set", path, place);
    }

    private static async Task<int> UnsetAsync(Invocation call, string path)
    {
        var keys = Keys(path);
        await using var store = await ConfigStore.OpenAsync(call);
        var place = await store.ChangeAsync(written => ConfigTree.Get(written, keys) is null
            ? throw new CliException(ExitCodes.Failed, $"{path} is not set")
            : ConfigValue.Patch(written, WithEmptied(written, keys), null));
        return Done(call, "unset", path, place);
    }

    // A section that holds nothing else goes too: an empty one may mean something, such as a channel nobody set up.
    private static IReadOnlyList<string> WithEmptied(JsonNode? written, IReadOnlyList<string> keys)
    {
        while (keys.Count > 1 && ConfigTree.Get(written, [.. keys.SkipLast(1)]) is JsonObject { Count: 1 })
        {
            keys = [.. keys.SkipLast(1)];
        }

        return keys;
    }

    private static Task<int> ValidateAsync(Invocation call, string? file)
    {
        var snapshot = (file is null ? call.Configuration : LocalConfiguration.At(file, call.State, call.Host)).Load();
        if (file is not null && !snapshot.Exists)
        {
            throw CliException.Usage($"there is no file {snapshot.Path}");
        }

        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject
            {
                ["path"] = snapshot.Path,
                ["exists"] = snapshot.Exists,
                ["valid"] = snapshot.Valid,
                ["issues"] = Json(snapshot.Issues),
                ["warnings"] = Json(snapshot.Warnings),
                ["legacyIssues"] = Json(snapshot.LegacyIssues),
            });
        }
        else
        {
            call.Printer.Line(!snapshot.Exists ? $"{snapshot.Path} does not exist; the defaults hold" : $"{snapshot.Path} is {(snapshot.Valid ? "valid" : "NOT valid")}");
            PrintIssues(call, "error", snapshot.Issues);
            PrintIssues(call, "warning", snapshot.Warnings);
        }

        return Task.FromResult(snapshot.Valid ? ExitCodes.Ok : ExitCodes.Configuration);
    }

    private static void PrintIssues(Invocation call, string kind, IReadOnlyList<ConfigIssue> issues)
    {
        foreach (var issue in issues)
        {
            call.Printer.Line($"  {kind}: {(issue.Path.Length == 0 ? "(document)" : issue.Path)}: {issue.Message}");
        }
    }

    private static int Done(Invocation call, string verb, string path, string place)
    {
        // The value is not repeated: it may be a secret.
        if (call.Printer.IsJson)
        {
            call.Printer.Json(new JsonObject { ["ok"] = true, ["path"] = path, ["file"] = place });
        }
        else
        {
            call.Printer.Line($"{verb} {path} in {place}");
        }

        return ExitCodes.Ok;
    }

    private static JsonArray Json(IReadOnlyList<ConfigIssue> issues) =>
        [.. issues.Select(static issue => new JsonObject { ["path"] = issue.Path, ["message"] = issue.Message })];

    private static IReadOnlyList<string> Keys(string path)
    {
        var (keys, error) = ConfigPath.Parse(path);
        return keys ?? throw CliException.Usage(error!, "write it as gateway.auth.mode");
    }
}
