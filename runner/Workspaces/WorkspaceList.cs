using Moltbot.Protocol.Runners;

namespace Moltbot.Runner.Workspaces;

/// <summary>What a workspace has.</summary>
/// <param name="Files">In order of path.</param>
/// <param name="Digest">See <see cref="ToolWorkspaceListing.Digest"/>.</param>
/// <param name="LeftOut">What is there besides them.</param>
internal sealed record WorkspaceList(IReadOnlyList<ToolWorkspaceFile> Files, string Digest, int LeftOut);
