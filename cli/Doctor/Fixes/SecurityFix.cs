using System.Text.Json.Nodes;
using Moltbot.Cli.Doctor.Files;
using Moltbot.Cli.Local;

namespace Moltbot.Cli.Doctor.Fixes;

/// <summary>What <c>security audit --fix</c> did.</summary>
/// <param name="StateDirectory">The state folder.</param>
/// <param name="ConfigPath">Where the configuration is kept.</param>
/// <param name="Changes">What was changed in it.</param>
/// <param name="Files">What came of each file and folder.</param>
/// <param name="Errors">What could not be done, and why.</param>
internal sealed record SecurityFix(string StateDirectory, string ConfigPath, IReadOnlyList<string> Changes, IReadOnlyList<FileFixResult> Files, IReadOnlyList<string> Errors)
{
    public bool IsOk => Errors.Count == 0;

    /// <summary>Mends what can be mended without asking. The folder comes first: in one that is shut nobody exchanges files.</summary>
    public static async Task<SecurityFix> ApplyAsync(Invocation call, Patient patient)
    {
        List<FileFixResult> files = [.. SensitivePaths.Of(patient).Select(FileFix.Apply)];
        List<string> errors = [.. files.Where(static file => file.Error is not null).Select(static file => $"chmod {file.ModeText} {file.Path.Path}: {file.Error}")];
        if (patient.Document is null)
        {
            errors.Add($"{patient.Configuration.Path} is invalid, and stays as it is");
            return new SecurityFix(patient.State.Path, patient.Configuration.Path, [], files, errors);
        }

        IReadOnlyList<string> changes = [];
        var place = patient.Configuration.Path;
        try
        {
            await using var store = await ConfigStore.OpenAsync(call);
            place = await store.ChangeAsync(written =>
            {
                (JsonObject patch, changes) = ConfigurationFix.Of(written, patient.Approved);
                return patch;
            });
        }
        catch (CliException refused)
        {
            changes = [];
            errors.Add(refused.Hint is { } hint ? $"{refused.Message}: {hint.ReplaceLineEndings("; ")}" : refused.Message);
        }

        return new SecurityFix(patient.State.Path, place, changes, files, errors);
    }

    /// <summary>In the original's shape.</summary>
    public JsonObject Json() => new()
    {
        ["ok"] = IsOk,
        ["stateDir"] = StateDirectory,
        ["configPath"] = ConfigPath,
        ["configWritten"] = Changes.Count > 0,
        ["changes"] = new JsonArray([.. Changes.Select(static change => (JsonNode?)change)]),
        ["actions"] = new JsonArray([.. Files.Select(static file =>
        {
            var action = new JsonObject { ["kind"] = "chmod", ["path"] = file.Path.Path, ["mode"] = (int)file.Mode, ["ok"] = file.IsChanged };
            if (file.Skipped is not null)
            {
                action["skipped"] = file.Skipped;
            }

            if (file.Error is not null)
            {
                action["error"] = file.Error;
            }

            return action;
        })]),
        ["errors"] = new JsonArray([.. Errors.Select(static error => (JsonNode?)error)]),
    };
}
