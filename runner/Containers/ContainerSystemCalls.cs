using System.Text.Json;
using System.Text.Json.Nodes;

namespace Moltbot.Runner.Containers;

/// <summary>
/// The filter of system calls for podman: its own, without what it lets through that docker's does not. A program could make user namespaces by it, and in one have
/// all capabilities towards what of the kernel looks no further.
/// </summary>
internal static class ContainerSystemCalls
{
    /// <summary>Where podman has its filter: the machine's own before the one that came with it.</summary>
    public static readonly IReadOnlyList<string> Places = ["/etc/containers/seccomp.json", "/usr/share/containers/seccomp.json"];

    private const string Allow = "SCMP_ACT_ALLOW";

    /// <summary><c>ENOSYS</c>: a library that meets it asks by <c>clone</c> instead, whose flags a filter can see.</summary>
    private const int NotThere = 38;

    /// <summary>All flags of <c>clone</c> that make a namespace (sched.h), as in docker's filter.</summary>
    private const uint Namespaces = 0x7E020000;

    /// <summary>What makes or enters namespaces, mounts, and the kernel's keys.</summary>
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "clone", "clone3", "unshare", "setns", "mount", "umount", "umount2", "pivot_root", "move_mount", "open_tree", "fsopen", "fsconfig", "fsmount", "fspick", "mount_setattr",
        "keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd", "io_uring_setup", "io_uring_enter", "io_uring_register",
    };

    /// <summary>The filter to use in place of another.</summary>
    /// <param name="filter">Podman's, JSON.</param>
    /// <exception cref="JsonException">It is none.</exception>
    public static string Narrowed(string filter)
    {
        try
        {
            var read = JsonNode.Parse(filter)!.AsObject();
            if (read["defaultAction"]?.GetValue<string>() is not ("SCMP_ACT_ERRNO" or "SCMP_ACT_KILL" or "SCMP_ACT_KILL_PROCESS" or "SCMP_ACT_KILL_THREAD"))
            {
                throw new JsonException("it lets through what it does not name");
            }

            var rules = read["syscalls"]!.AsArray();
            foreach (var rule in rules.Where(static rule => rule!["action"]!.GetValue<string>() == Allow))
            {
                var kept = rule!["names"]!.AsArray().Select(static name => name!.GetValue<string>()).Where(static name => !Refused.Contains(name));
                rule["names"] = new JsonArray([.. kept.Select(static name => JsonValue.Create(name))]);
            }

            foreach (var empty in rules.Where(static rule => rule!["names"]!.AsArray().Count == 0).ToList())
            {
                rules.Remove(empty);
            }

            rules.Add(Rule("clone", Allow, null, new JsonArray(new JsonObject { ["index"] = 0, ["value"] = Namespaces, ["valueTwo"] = 0, ["op"] = "SCMP_CMP_MASKED_EQ" })));
            rules.Add(Rule("clone3", "SCMP_ACT_ERRNO", NotThere, null));
            return read.ToJsonString();
        }
        catch (Exception other) when (other is InvalidOperationException or NullReferenceException)
        {
            throw new JsonException("it is no filter of system calls", other);
        }
    }

    private static JsonObject Rule(string name, string action, int? error, JsonArray? arguments)
    {
        var rule = new JsonObject { ["names"] = new JsonArray(JsonValue.Create(name)), ["action"] = action };
        if (error is not null)
        {
            rule["errnoRet"] = error;
        }

        if (arguments is not null)
        {
            rule["args"] = arguments;
        }

        return rule;
    }
}
