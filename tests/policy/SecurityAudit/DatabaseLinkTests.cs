using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.Tests.SecurityAudit;

public sealed class DatabaseLinkTests
{
    [Theory]
    [InlineData(null, "")]
    [InlineData("", "")]
    [InlineData("Database=moltbot", "localhost")]
    [InlineData("Server=db", "db")]
    [InlineData("Host= db1 ,,db2:5433", "db1|db2:5433")]
    public void A_connection_string_names_its_servers_and_none_is_a_file(string? connection, string hosts) =>
        string.Join('|', DatabaseLink.Of(connection)!.Hosts).ShouldBe(hosts);

    [Fact]
    public void What_cannot_be_read_says_nothing() => DatabaseLink.Of("Host=db;=").ShouldBeNull();
}
