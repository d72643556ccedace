using System.Globalization;
using System.Security.Cryptography;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Workspaces;

namespace Moltbot.Runner.Tools;

/// <summary>What all tools that write have in common.</summary>
internal static class FileWriting
{
    /// <summary>The file that a call means to write.</summary>
    /// <exception cref="ToolRefusal">Nothing may be written, or not there.</exception>
    public static string PathOf(ToolCall call) => PathOf(call, call.Arguments.Text("path", "file_path", "filePath"));

    /// <inheritdoc cref="PathOf(ToolCall)"/>
    public static string PathOf(ToolCall call, string name)
    {
        // Policy offers these tools to nobody who may only read; here it is refused once more.
        if (call.Access == WorkspaceAccess.ReadOnly)
        {
            throw new ToolRefusal("the workspace is only to be read here");
        }

        var path = SandboxPath.Of(name, call.Place);
        return path == SandboxPlace.WorkspacePath ? throw new ToolRefusal($"{path} is a folder") : path;
    }

    /// <summary>Puts a content in a file's place; null when it went well.</summary>
    /// <param name="call">The call.</param>
    /// <param name="path">The file's path inside.</param>
    /// <param name="content">The content.</param>
    /// <param name="expected">What has to be there; null for whatever is.</param>
    public static async Task<ToolRunResult?> Write(ToolCall call, string path, byte[] content, byte[]? expected)
    {
        var end = await call.Start(
            FileScripts.Command(
                FileScripts.Write, path, content.Length.ToString(CultureInfo.InvariantCulture), expected is null ? "-" : Convert.ToHexStringLower(SHA256.HashData(expected))),
            maxChars: 1,
            content);
        return end.ExitCode == 0 ? null : call.Failed(FileScripts.Problem(end.ExitCode, path));
    }
}
