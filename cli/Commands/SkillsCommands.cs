using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Moltbot.Cli.Local;
using Moltbot.Cli.Printing;
using Moltbot.Policy.Skills;
using Moltbot.Policy.Skills.Scanning;
using Moltbot.Protocol.Methods.Skills;

namespace Moltbot.Cli.Commands;

/// <summary><c>skills list|info|check|install|approve|disable|remove</c>: what the assistant was taught, and who let it.</summary>
internal static class SkillsCommands
{
    public static Command Make(CommandFactory factory)
    {
        var folder = CommandFactory.Required("folder", $"a folder of this machine with a {SkillFolder.WordsFile} or a {SkillFolder.AnswersFile}");
        var name = CommandFactory.Required("name", "the skill's name, as skills list shows it");
        var hash = CommandFactory.Text("--hash", "HASH", "approve only if the skill has this hash; without it, what skills info shows now is approved");
        var accept = CommandFactory.Flag("--accept-dangers", "say that you saw the dangers that were found");
        return factory.Group(
            "skills",
            "what the assistant was taught, and who let it",
            factory.Command("list", "show what is installed and whether it counts", ListAsync),
            factory.Command("info", "show what a skill brings, asks for, and what was found in it", call => InfoAsync(call, call.Value(name)!), name),
            factory.Command("check", "read a skill's folder and show the same, before it is installed", call => CheckAsync(call, call.Value(folder)!), folder),
            factory.Command("install", "send a skill's folder to the gateway, where it waits for an approval", call => InstallAsync(call, call.Value(folder)!), folder),
            factory.Command("approve", "let a skill count, as it is", call => ApproveAsync(call, call.Value(name)!, call.Value(hash), call.Value(accept)), name, hash, accept),
            factory.Command("disable", "switch a skill off", call => DisableAsync(call, call.Value(name)!), name),
            factory.Command("remove", "forget a skill", call => RemoveAsync(call, call.Value(name)!), name));
    }

    private static async Task<int> ListAsync(Invocation call)
    {
        var list = await call.AskAsync(SkillReviewMethods.List, Protocol.Methods.NoParams.Value);
        if (call.Printer.IsJson)
        {
            call.Printer.Json(list.Json);
            return ExitCodes.Ok;
        }

        call.Printer.Table(
            "no skills are installed",
            ["name", "status", "kind", "dangers", "hash", "description"],
            [.. list.Value.Skills.Select(static skill => (IReadOnlyList<string?>)
            [
                skill.Name, skill.Status, skill.Kind, skill.Dangers.ToString(CultureInfo.InvariantCulture), Short(skill.Hash), skill.Description,
            ])]);
        if (list.Value.Skills.FirstOrDefault(static skill => skill.Status == "pending") is { } pending)
        {
            call.Printer.Note($"look at one with: moltbot skills info {pending.Name}");
        }

        return ExitCodes.Ok;
    }

    private static async Task<int> InfoAsync(Invocation call, string name) =>
        Show(call, await call.AskAsync(SkillReviewMethods.Info, new SkillNameParams { Name = name }));

    private static Task<int> CheckAsync(Invocation call, string path)
    {
        var (folder, problems) = SkillFolder.Read(SkillFiles.Read(path, left => call.Printer.Note($"not taken: {left}")));
        if (folder is null)
        {
            if (call.Printer.IsJson)
            {
                call.Printer.Json(new JsonObject { ["ok"] = false, ["problems"] = new JsonArray([.. problems.Select(static problem => (JsonNode?)problem.ToString())]) });
            }
            else
            {
                foreach (var problem in problems)
                {
                    call.Printer.Line(problem.ToString());
                }
            }

            return Task.FromResult(ExitCodes.Failed);
        }

        var report = SkillReportJson.Of(SkillScanner.Scan(folder));
        using var json = JsonDocument.Parse(Encoding.UTF8.GetBytes(report.ToJsonString()));
        if (call.Printer.IsJson)
        {
            call.Printer.Json(report);
        }
        else
        {
            SkillReportText.Print(call.Printer, json.RootElement);
        }

        return Task.FromResult(SkillReportText.HasDanger(json.RootElement) ? ExitCodes.Failed : ExitCodes.Ok);
    }

    private static async Task<int> InstallAsync(Invocation call, string path)
    {
        var files = SkillFiles.Read(path, left => call.Printer.Note($"not taken: {left}"));
        var (folder, problems) = SkillFolder.Read(files);
        if (folder is null)
        {
            throw new CliException(ExitCodes.Failed, $"{path} is no skill", string.Join('\n', problems));
        }

        var installed = await call.AskAsync(SkillReviewMethods.Install, new SkillFolderParams
        {
            Files = [.. files.Select(static file => new SkillFileParams { Path = file.Path, Content = Convert.ToBase64String(file.Content.Span) })],
        });
        return Show(call, installed);
    }

    private static async Task<int> ApproveAsync(Invocation call, string name, string? hash, bool accepts)
    {
        hash ??= (await call.AskAsync(SkillReviewMethods.Info, new SkillNameParams { Name = name })).Value.Skill.Hash;
        var approved = await call.AskAsync(SkillReviewMethods.Approve, new SkillApproveParams { Name = name, Hash = hash, AcceptDangers = accepts });
        return Told(call, approved, $"approved: {name} ({Short(hash)})");
    }

    private static async Task<int> DisableAsync(Invocation call, string name) =>
        Told(call, await call.AskAsync(SkillReviewMethods.Disable, new SkillNameParams { Name = name }), $"switched off: {name}");

    private static async Task<int> RemoveAsync(Invocation call, string name)
    {
        var removed = await call.AskAsync(SkillReviewMethods.Remove, new SkillNameParams { Name = name });
        if (call.Printer.IsJson)
        {
            call.Printer.Json(removed.Json);
        }
        else
        {
            call.Printer.Line(removed.Value.Removed ? $"removed: {name}" : $"no skill {name} is installed");
        }

        return removed.Value.Removed ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static int Told(Invocation call, Answer<SkillResult> answer, string line)
    {
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
        }
        else
        {
            call.Printer.Line(line);
        }

        return ExitCodes.Ok;
    }

    private static int Show(Invocation call, Answer<SkillResult> answer)
    {
        if (call.Printer.IsJson)
        {
            call.Printer.Json(answer.Json);
            return ExitCodes.Ok;
        }

        var skill = answer.Value.Skill;
        using var report = JsonDocument.Parse(skill.Report.Utf8);
        SkillReportText.Print(call.Printer, report.RootElement);
        call.Printer.Line();
        call.Printer.Line($"{skill.Status}; installed by {skill.InstalledBy}{(skill.ApprovedBy is { } who ? $", approved by {who}" : "")}");
        if (skill.Status != "approved")
        {
            call.Printer.Note($"let it count with: moltbot skills approve {skill.Name} --hash {skill.Hash}{(skill.Dangers > 0 ? " --accept-dangers" : "")}");
        }

        return ExitCodes.Ok;
    }

    private static string Short(string hash) => hash.Length > 12 ? hash[..12] : hash;
}
