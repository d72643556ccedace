using System.Runtime.InteropServices;
using Moltbot.Policy.Sandboxes;
using Moltbot.Protocol.Runners;
using Moltbot.Runner.Processes;
using Moltbot.Runner.Sandboxes;
using Moltbot.Runner.Tests.Support;
using Moltbot.TestSupport.Time;

namespace Moltbot.Runner.Tests.Sandboxes;

/// <summary>What a program in a sandbox tries to reach; attacks X1, X3, X4, F2.</summary>
public partial class EscapeTests : SandboxSuite
{
    private const string Secret = "moltbot-canary-7b1e";

    public static TheoryData<string> Users => ["root", "nobody"];

    /// <summary>X1: there is nothing of the host but its programs, and nothing of it can be written or mounted.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task Nothing_of_the_host_is_there_and_nothing_can_be_mounted(string user)
    {
        using Bench bench = On();
        string text = await Shell(bench, user, """
            for each in /root /home /var /run /sys /boot /opt /srv /mnt /work /etc/passwd /etc/shadow /etc/hostname /var/run/docker.sock /run/docker.sock; do [ -e "$each" ] && echo "there: $each"; done
            for each in /x /usr/x /usr/bin/x /etc/x /dev/x /proc/sys/kernel/hostname; do (echo x >"$each") 2>/dev/null && echo "written: $each"; done
            mount -t tmpfs none /tmp 2>/dev/null && echo mounted
            unshare --user --map-root-user true 2>/dev/null && echo "another user namespace"
            chroot / true 2>/dev/null && echo chroot
            find / -xdev -type b -o -xdev -name mem -type c 2>/dev/null | grep -v ^/proc
            grep -E '^Cap(Prm|Eff|Bnd|Amb):' /proc/self/status | grep -v 0000000000000000
            grep NoNewPrivs /proc/self/status
            echo end
            """);
        // What an engine makes for each container, to read; the kernel's own view of devices among it.
        string[] made = IsOfContainers ? ["there: /sys", "there: /etc/hostname", "there: /etc/passwd", "there: /run"] : [];
        text.Split('\n').Except(made).ShouldBe(["NoNewPrivs:\t1", "end", ""]);
    }

    /// <summary>X1, F2: the folders of other agents, tenants and of the runner itself are not there by any name.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task Only_its_own_folder_is_there(string user)
    {
        using Bench bench = On();
        Directory.CreateDirectory(Path.Combine(bench.State, "workspaces", "other", "main"));
        await File.WriteAllTextAsync(Path.Combine(bench.State, "workspaces", "other", "main", "secret"), Secret, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(bench.State, "secret"), Secret, TestContext.Current.CancellationToken);

        string text = await Shell(bench, user, $"""
            cat ../secret ../../secret ../../other/main/secret {bench.State}/secret /proc/1/root{bench.State}/secret /proc/1/cwd/../secret 2>/dev/null
            ln -s {bench.State}/secret link; cat link 2>/dev/null; ls / | tr '\n' ' '
            """);
        text.ShouldNotContain(Secret);
        text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(["bin", "dev", "etc", "lib", "lib32", "lib64", "proc", "sbin", "tmp", "usr", "workspace", .. IsOfContainers ? (string[])["run", "sys"] : []]).ShouldBeEmpty();
    }

    /// <summary>X4: no variable of the runner is there, neither as a variable nor in what the processes around were started with.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task No_variable_of_the_runner_is_there(string user)
    {
        using Bench bench = On();
        Environment.SetEnvironmentVariable("MOLTBOT_TEST_CANARY", Secret);
        try
        {
            string text = await Shell(bench, user, "env; cat /proc/[0-9]*/environ /proc/[0-9]*/task/*/environ 2>/dev/null | tr '\\0' '\\n'");
            text.ShouldNotContain(Secret);
            text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=')[0]).Distinct().Order(StringComparer.Ordinal)
                .ShouldBe(["HOME", "LANG", "PATH", "PWD", "TERM", "USER"]);
        }
        finally
        {
            Environment.SetEnvironmentVariable("MOLTBOT_TEST_CANARY", null);
        }
    }

    /// <summary>X1: a file that this process has open is not open there, whatever opened it.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task No_file_of_the_runner_is_open_there(string user)
    {
        using Bench bench = On();
        string path = Path.Combine(bench.State, "open");
        await File.WriteAllTextAsync(path, Secret, TestContext.Current.CancellationToken);
        using FileStream open = File.OpenRead(path);
        // A duplicate stays open in programs that are started, as one of a foreign library would.
        int duplicate = Duplicate((int)open.SafeFileHandle.DangerousGetHandle());
        try
        {
            (await Shell(bench, user, "ls /proc/self/fd | tr '\\n' ' '; (cat <&" + duplicate + ") 2>/dev/null; true")).ShouldBe("0 1 2 3 ", "the fourth is the folder that is listed");
        }
        finally
        {
            Close(duplicate);
        }
    }

    /// <summary>X3: there is no network but its own, where nobody is.</summary>
    [Theory]
    [MemberData(nameof(Users))]
    public async Task There_is_no_network(string user)
    {
        using Bench bench = On();
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        int port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;

        string text = await Shell(bench, user, $"(exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && echo reached; bash -c '(exec 3<>/dev/tcp/127.0.0.1/{port}) 2>/dev/null && echo reached'; tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; tail -n +2 /proc/net/route; tail -n +2 /proc/net/unix");
        text.ShouldBe("lo\n");
        listener.Pending().ShouldBeFalse();
    }

    /// <summary>X3: a grant of a call is not enough; whoever runs the runner has to share the network as well.</summary>
    [Fact]
    public async Task A_network_that_the_runner_does_not_share_is_not_had_and_nothing_runs()
    {
        using Bench bench = On();
        ToolRunResult result = await bench.Run("exec", new { command = "touch ran" }, Bench.Context with { Network = true });

        (result.Outcome, result.IsError).ShouldBe((ToolOutcomes.Unavailable, true));
        File.Exists(Path.Combine(bench.Workspace, "ran")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_network_that_was_granted_and_is_shared_is_the_hosts()
    {
        Assert.SkipWhen(IsOfContainers, "a container never has the host's network");
        using Bench bench = On(change: static options => options with { SharesNetwork = true });
        string own = await File.ReadAllTextAsync("/proc/net/route", TestContext.Current.CancellationToken);

        (await bench.Shell("cat /proc/net/route", Bench.Context with { Network = true })).ShouldBe(own);
    }

    /// <summary>X3, X4: programs that a workspace holds under the names of ours, and files that shells and tools look for, change nothing.</summary>
    [Fact]
    public async Task What_lies_in_the_workspace_is_not_run_or_read_by_the_sandbox_itself()
    {
        using Bench bench = On();
        await bench.Shell("""
            for each in sh bash cat head tail ls stat mv mkdir mktemp dirname realpath chmod sha256sum prlimit bwrap env choom setpriv; do
              printf '#!/bin/sh\necho PLANTED >>/workspace/planted\n' >$each; chmod +x $each; done
            for each in .env .profile .bashrc .bash_profile .shrc; do echo 'export FROM_WORKSPACE=1; echo PLANTED >>/workspace/planted' >$each; done
            echo 'one' >file
            """);

        (await bench.Run("read", new { path = "file" })).Text.ShouldBe("one\n");
        (await bench.Run("write", new { path = "a/b", content = "two" })).IsError.ShouldBeFalse();
        (await bench.Run("edit", new { path = "file", oldText = "one", newText = "three" })).IsError.ShouldBeFalse();
        (await bench.Shell("ls >/dev/null; env; cat file")).ShouldNotContain("FROM_WORKSPACE");

        File.Exists(Path.Combine(bench.Workspace, "planted")).ShouldBeFalse();
    }

    /// <summary>Runs a command line as a runner that is root, or as one that is nobody in particular.</summary>
    private static async Task<string> Shell(Bench bench, string user, string command)
    {
        // Who is not root cannot be it; and is the other one already.
        if (user == "root" || !HostUser.Current.IsRoot || bench.Options.BackEnd.Kind != SandboxBackEndKind.Bubblewrap)
        {
            return await bench.Shell(command);
        }

        string folder = bench.Workspace;
        foreach (string path in new[] { bench.State, Path.Combine(bench.State, "workspaces"), Path.Combine(bench.State, "workspaces", "default") })
        {
            File.SetUnixFileMode(path, (UnixFileMode)0x1ed);
        }

        File.SetUnixFileMode(folder, (UnixFileMode)0x1ff);
        var sandbox = new Bubblewrap(bench.Options, new HostUser(IsRoot: false)
        {
            Prefix = ["/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs", "--"],
        });
        SandboxEnd end = await sandbox.Run(
            new SandboxRequest(new SandboxPlace(folder, null, Network: false, []), ["/bin/sh", "-c", command]) { MaxChars = 20_000 },
            CancellationToken.None,
            TestContext.Current.CancellationToken).InTime();
        end.Ending.ShouldBe(ProcessEnding.Exited, end.Errors);
        return end.Output.Text;
    }

    [LibraryImport("libc", EntryPoint = "dup")]
    private static partial int Duplicate(int file);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
