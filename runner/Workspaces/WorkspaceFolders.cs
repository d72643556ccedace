using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;

namespace Moltbot.Runner.Workspaces;

/// <summary>The folders of workspaces and sandboxes. No text of a call is a path: ids that are no plain names are refused, keys are hashed (attack F1).</summary>
internal sealed partial class WorkspaceFolders(RunnerOptions options, HostUser user)
{
    private const string SandboxesName = "sandboxes";
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>The workspace of an agent, made when it is not there; null when an id is none.</summary>
    public string? OfAgent(string tenant, string agent) =>
        IsName(tenant) && IsName(agent) ? Make("workspaces", tenant, agent) : null;

    /// <summary>The folder that the folders of sandboxes are in, and nothing of theirs but that.</summary>
    public string Sandboxes => Path.Combine(options.State, SandboxesName);

    /// <summary>Where the folder of a sandbox is or would be; null when the tenant is none or the key is blank.</summary>
    public string? PathOfSandbox(string tenant, string key) => IsName(tenant) && !string.IsNullOrWhiteSpace(key)
        ? Path.Combine(Sandboxes, NameOf(tenant, key))
        : null;

    /// <summary>Makes the folder that they are in, when it is not there.</summary>
    public void MakeSandboxes() => _ = MakeOwn(SandboxesName);

    /// <summary>Makes the folder of a sandbox, when it is not there.</summary>
    /// <param name="folder">A path that <see cref="PathOfSandbox"/> gave.</param>
    public void MakeSandbox(string folder) => _ = Make(SandboxesName, Path.GetFileName(folder));

    /// <summary>Makes a folder for a look whether sandboxes can be had; nothing of anybody is in it.</summary>
    public string MakeTrial() => Make("containers", "trial");

    /// <summary>Makes the folder of what containers need besides, which none of them sees.</summary>
    public void MakeContainers() => _ = MakeOwn("containers");

    /// <summary>The name of a sandbox's folder.</summary>
    public static string NameOf(string tenant, string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{key}")));

    private string Make(params ReadOnlySpan<string> names)
    {
        var path = MakeOwn(names);

        // Only the last one is seen by a sandbox, by itself; those above it stay the runner's.
        Give(path);
        return path;
    }

    /// <summary>Gives a folder to the user that sandboxes run as, where that is another one.</summary>
    /// <exception cref="IOException">It cannot be given.</exception>
    public void Give(string path)
    {
        if (user.IsRoot && LibC.ChangeOwner(path, (uint)options.SandboxUser, (uint)options.SandboxUser) != 0)
        {
            throw new IOException("a folder cannot be given to the sandbox's user");
        }
    }

    private string MakeOwn(params ReadOnlySpan<string> names)
    {
        var path = options.State;
        _ = Directory.CreateDirectory(path, Private);
        foreach (var name in names)
        {
            path = Path.Combine(path, name);
            if (Directory.CreateDirectory(path, Private) is { LinkTarget: not null })
            {
                throw new IOException("a folder of the runner is a link");
            }
        }

        return path;
    }

    private static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"\A[a-z0-9][a-z0-9_-]{0,63}\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}
