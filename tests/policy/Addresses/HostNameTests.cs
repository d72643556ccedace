using Moltbot.Policy.Addresses;

namespace Moltbot.Policy.Tests.Addresses;

public sealed class HostNameTests
{
    [Theory]
    [InlineData("Chat.Example.com:18789", "chat.example.com")]
    [InlineData(" localhost ", "localhost")]
    [InlineData("[::1]:18789", "::1")]
    [InlineData("[::1]", "::1")]
    [InlineData("::1", "::1")]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData(":18789", null)]
    [InlineData("[]", null)]
    [InlineData("[::1", null)]
    public void The_host_stands_without_its_port_and_brackets(string? header, string? host) => HostName.Of(header).ShouldBe(host);

    [Theory]
    [InlineData("LOCALHOST:1", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]:1", true)]
    [InlineData("127.0.0.2", false)]
    [InlineData("localhost.example.com", false)]
    [InlineData(null, false)]
    public void Three_names_are_this_machine(string? header, bool isLocal) => HostName.IsLocal(header).ShouldBe(isLocal);
}
