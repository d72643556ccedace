using Moltbot.GrainInterfaces.Audit;
using Moltbot.GrainInterfaces.Skills;
using Moltbot.Grains.Agents.Prompts;
using Moltbot.Grains.Agents.Tools.Cluster;
using Moltbot.Grains.Skills;
using Moltbot.Grains.Tenants;
using Moltbot.Policy.Skills;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>
/// Answers <c>read</c> of a skill's files, which lie in no sandbox: of skills that models are told of at that moment, the files that were approved, by their hash.
/// A call comes here decided like any other <c>read</c>. A path is looked up among the files and leads nowhere.
/// </summary>
internal sealed class SkillReads(IGrainFactory grains, ITenantConfigurations configurations, ApprovedSkills skills, TimeProvider time)
{
    private const int MaxPath = 1024;
    private const int MaxLines = 2000;

    /// <summary>Whether a call is for a skill's file.</summary>
    public static bool IsMeant(ToolCall call) => call.Name == RunnerTool.Read && call.Text("path")?.TrimStart().StartsWith(ToldSkill.Root, StringComparison.Ordinal) == true;

    /// <summary>Answers one, on record first.</summary>
    public async Task<ToolResult> Read(ToolContext context, ToolCall call, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var arguments = new ToolArguments(call.ArgumentsJson, RunnerTool.Find(RunnerTool.Read)!.Declaration);
        string? path = arguments.Text("path", MaxPath);
        int first = arguments.Number("offset", 1, int.MaxValue) ?? 1;
        int count = Math.Min(arguments.Number("limit", 1, int.MaxValue) ?? MaxLines, MaxLines);
        if (arguments.Problem is { } problem || path is null)
        {
            return ToolResult.NotRun(arguments.Problem ?? "path is missing");
        }

        string callId = Guid.NewGuid().ToString();
        await grains.GetGrain<IAuditGrain>(context.Tenant).Append(
            [Auditing.ToolRun(time, context, call.Name, callId)]);
        string[] parts = path[ToldSkill.Root.Length..].Split('/', 2);
        IReadOnlyList<ToldSkill> told = await skills.Told(grains.GetGrain<ISkillsGrain>(context.Tenant), context.Tenant, (await configurations.Get(context.Tenant)).Document);
        if (told.FirstOrDefault(skill => skill.Name == parts[0]) is not { } skill
            || await grains.GetGrain<ISkillContentGrain>(ISkillContentGrain.KeyOf(context.Tenant, skill.Hash).ToString()).Read() is not { } files)
        {
            return ToolResult.NotRun("there is no such skill");
        }

        string name = parts.Length > 1 ? parts[1] : "";
        return files.FirstOrDefault(file => file.Path == name) is not { } found
                ? ToolResult.NotRun($"the skill has no such file; it has {string.Join(", ", files.Select(static file => file.Path))}")
            : SkillFolder.TextOf(new SkillFile(found.Path, found.Content)) is not { } text ? ToolResult.NotRun("the file is no text")
            : new ToolResult(Lines(text, first, count), IsError: false);
    }

    private static string Lines(string text, int first, int count)
    {
        string[] lines = text.Split('\n');
        if (first > lines.Length)
        {
            return $"[there is nothing behind line {lines.Length}]";
        }

        string shown = string.Join('\n', lines.Skip(first - 1).Take(count));
        bool isCut = lines.Length - (first - 1) > count;
        if (shown.Length > ToolResult.MaxShown)
        {
            const int Room = ToolResult.MaxShown - 200;
            int end = shown.LastIndexOf('\n', Room);
            if (end <= 0)
            {
                return $"{ToolResult.Shorten(lines[first - 1], Room)}\n[line {first} is longer than that; the next one is at offset {first + 1}]";
            }

            (shown, isCut) = (shown[..end], true);
        }

        return isCut ? $"{shown}\n[there is more: read on with offset {first + shown.Count(static c => c == '\n') + 1}]" : shown;
    }
}
