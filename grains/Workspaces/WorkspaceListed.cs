using Moltbot.Protocol.Runners;

namespace Moltbot.Grains.Workspaces;

/// <summary>What a runner's copy has.</summary>
/// <param name="Digest">Of all of it; null where it could not be listed.</param>
/// <param name="Files">In order of path; null where that is what was known.</param>
/// <param name="LeftOut">What is there besides.</param>
internal sealed record WorkspaceListed(string? Digest, IReadOnlyList<ToolWorkspaceFile>? Files, int LeftOut);
