using System.Net;
using Moltbot.Gateway.Channels.Api;
using Moltbot.Gateway.Channels.Discord.Api;

namespace Moltbot.Gateway.Tests.Channels.Discord.Api;

/// <summary>Where the files of messages are asked for (attack S1).</summary>
public sealed class AttachmentFilesTests
{
    [Theory]
    [InlineData("https://cdn.discordapp.com/attachments/1/2/cat.png?ex=1&hm=2", true)]
    [InlineData("https://media.discordapp.net/attachments/1/2/cat.png", true)]
    [InlineData("http://cdn.discordapp.com/cat.png", false)]
    [InlineData("https://cdn.discordapp.com:8443/cat.png", false)]
    [InlineData("https://cdn.discordapp.com.example.org/cat.png", false)]
    [InlineData("https://somebody@cdn.discordapp.com/cat.png", false)]
    [InlineData("https://cdn.discordapp.com@169.254.169.254/cat.png", false)]
    [InlineData("https://169.254.169.254/latest/meta-data", false)]
    [InlineData("https://discord.com/api/v10/users/@me", false)]
    [InlineData("file:///etc/passwd", false)]
    [InlineData("cat.png", false)]
    public async Task Only_discords_servers_for_files_are_asked(string address, bool isAsked)
    {
        var (asked, problem) = await Load(DiscordApiOptions.PublicApiRoot, address);

        asked.ShouldBe(isAsked ? [new Uri(address).Host] : []);
        problem.ShouldBe(isAsked ? "the platform did not give it" : "it is on no server of the platform");
    }

    [Theory]
    [InlineData("http://discord.example.org:8080/attachments/1", true)]
    [InlineData("http://discord.example.org/attachments/1", false)]
    [InlineData("https://discord.example.org:8080/attachments/1", false)]
    [InlineData("https://cdn.discordapp.com/attachments/1", false)]
    public async Task A_private_endpoint_is_the_only_one_that_is_asked(string address, bool isAsked) =>
        (await Load(new Uri("http://discord.example.org:8080/api"), address)).Asked.Count.ShouldBe(isAsked ? 1 : 0);

    private static async Task<(List<string> Asked, string? Problem)> Load(Uri apiRoot, string address)
    {
        var asked = new List<string>();
        using var handler = ChannelHttp.CreateHandler();
        handler.ConnectCallback = (context, _) =>
        {
            asked.Add(context.DnsEndPoint.Host);
            throw new PrivateAddressException();
        };
        var fetched = await new AttachmentFiles(apiRoot, handler, TimeSpan.FromSeconds(10), TimeProvider.System)
            .Load(address, 1000, TestContext.Current.CancellationToken);
        return (asked, fetched.Problem);
    }
}
