using Moltbot.GrainInterfaces.Approvals;
using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Agents.Tools;

/// <summary>What a command was decided to start, exactly.</summary>
/// <param name="Steps">The programs.</param>
/// <param name="Files">What they open by the names in their arguments.</param>
/// <param name="Cwd">Where, with all links followed.</param>
internal sealed record ExecRun(IReadOnlyList<ExecStep> Steps, IReadOnlyList<ToolExecFile> Files, string Cwd);
