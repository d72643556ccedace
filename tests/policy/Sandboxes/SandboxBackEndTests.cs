using Moltbot.Policy.Sandboxes;

namespace Moltbot.Policy.Tests.Sandboxes;

/// <summary>What an operator may say of the back end of a runner; attacks X1, X3.</summary>
public sealed class SandboxBackEndTests
{
    [Theory]
    [InlineData("")]
    [InlineData("--sandbox docker --image debian:bookworm-slim")]
    [InlineData("--sandbox docker --image localhost:5000/a/b_c-d.e:1.0-x@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef")]
    [InlineData("--sandbox docker --image x --sandbox-network tools --sandbox-socket /run/user/1000/docker.sock")]
    [InlineData("--sandbox podman --image x --sandbox-network tools")]
    public void What_it_is_told_by_is_read_again(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string? Of(string name) => Array.IndexOf(words, name) is >= 0 and var at ? words[at + 1] : null;

        SandboxBackEnd.Parse(Of("--sandbox"), Of("--image"), Of("--sandbox-network"), Of("--sandbox-socket")).Arguments.ShouldBe(words);
    }

    /// <summary>X1: no image is an option, a path or a transport of the engine's.</summary>
    [Theory]
    [InlineData("--privileged")]
    [InlineData("-v")]
    [InlineData("")]
    [InlineData("/etc")]
    [InlineData("dir:/etc")]
    [InlineData("docker-archive:/tmp/x.tar")]
    [InlineData("Upper")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("a@sha256:12")]
    [InlineData("a//b")]
    [InlineData("a..b")]
    public void An_image_that_is_no_name_is_refused(string image) =>
        Should.Throw<FormatException>(() => SandboxBackEnd.Parse("docker", image, null, null)).Message.ShouldStartWith("--image takes [HOST[:PORT]/]NAME");

    /// <summary>X3: neither the host's network nor another container's is one.</summary>
    [Theory]
    [InlineData("host")]
    [InlineData("Host")]
    [InlineData("none")]
    [InlineData("default")]
    [InlineData("private")]
    [InlineData("pasta")]
    [InlineData("slirp4netns")]
    [InlineData("slirp4netns:allow_host_loopback=true")]
    [InlineData("container:other")]
    [InlineData("ns:/proc/1/ns/net")]
    [InlineData("-x")]
    [InlineData("")]
    public void A_network_that_is_no_name_of_one_is_refused(string network)
    {
        foreach (string kind in new[] { "docker", "podman" })
        {
            Should.Throw<FormatException>(() => SandboxBackEnd.Parse(kind, "x", network, null)).Message.ShouldStartWith("--sandbox-network takes the name");
        }
    }

    [Theory]
    [InlineData("kubernetes", null, null, null, "--sandbox is one of bubblewrap, docker, podman, not 'kubernetes'")]
    [InlineData("docker", null, null, null, "--sandbox docker needs --image")]
    [InlineData(null, "x", null, null, "--image goes with --sandbox docker or podman")]
    [InlineData("bubblewrap", null, "x", null, "--sandbox-network goes with")]
    [InlineData("bubblewrap", null, null, "/x", "--sandbox-socket goes with --sandbox docker")]
    [InlineData("podman", "x", null, "/run/podman.sock", "--sandbox-socket takes")]
    [InlineData("docker", "x", null, "tcp://10.0.0.1:2375", "--sandbox-socket takes")]
    public void What_does_not_go_together_is_named(string? kind, string? image, string? network, string? socket, string says) =>
        Should.Throw<FormatException>(() => SandboxBackEnd.Parse(kind, image, network, socket)).Message.ShouldStartWith(says);
}
