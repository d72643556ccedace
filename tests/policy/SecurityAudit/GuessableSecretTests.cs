using Moltbot.Policy.SecurityAudit.Installation;
using Moltbot.Policy.SecurityAudit.Starts;

namespace Moltbot.Policy.Tests.SecurityAudit;

public sealed class GuessableSecretTests
{
    [Theory]
    [InlineData("8fG-u2P!wq0", true)]
    [InlineData("8fG-u2P!wq0x", false)]
    [InlineData("abcdefgabcdefg", true)]
    [InlineData("abcdefghabcdefgh", false)]
    [InlineData("8fG-password-u2P!wq0xx-", true)]
    [InlineData("8fG-password-u2P!wq0xx-k", false)]
    [InlineData("8fG-CHANGEME-u2P!wq0xx-kLm", true)]
    public void A_secret_is_long_and_of_many_characters_and_no_words_alone(string secret, bool isGuessable) => GuessableSecret.Is(secret).ShouldBe(isGuessable);

    [Theory]
    [InlineData("password")]
    [InlineData("passwd")]
    [InlineData("secret")]
    [InlineData("Admin")]
    [InlineData("letmein")]
    [InlineData("welcome")]
    [InlineData("qwerty")]
    [InlineData("123456")]
    [InlineData("moltbot")]
    [InlineData("clawdbot")]
    [InlineData("OpenClaw")]
    public void Beside_a_common_word_much_more_is_needed(string word)
    {
        GuessableSecret.Is($"{word}-kX9#Gv").ShouldBeTrue();
        GuessableSecret.Is($"{word}-kX9#GvUz0!mTjB4&yHr").ShouldBeFalse();
    }

    [Theory]
    [InlineData("changeme")]
    [InlineData("change-me")]
    [InlineData("change_me")]
    [InlineData("Placeholder")]
    [InlineData("replace")]
    [InlineData("your-")]
    [InlineData("your_")]
    [InlineData("example")]
    [InlineData("insert")]
    [InlineData("todo")]
    public void What_stands_for_a_secret_is_none_however_long(string placeholder) => GuessableSecret.Is($"{placeholder}kX9#GvUz0!mTjB4&yHr").ShouldBeTrue();

    [Theory]
    [InlineData("mbt_operator_8fG-u2P!wq0x", false)]
    [InlineData("mbt_operator_short", true)]
    [InlineData("8fG-u2P!wq0x", false)]
    [InlineData("8fG-u2P!wq0x_", true)]
    public void Of_the_operators_token_what_comes_last_counts(string token, bool isGuessable) => GuessableSecret.IsOperatorToken(token).ShouldBe(isGuessable);

    [Theory]
    [InlineData(11, 0x80, true)]
    [InlineData(12, 0x80, false)]
    public void A_key_is_of_many_different_bytes(int different, int first, bool isWeak) =>
        MasterKeyFacts.Of("x", Convert.ToBase64String([.. Enumerable.Range(0, 32).Select(i => (byte)(first + (i % different)))])).ShouldBe(new MasterKeyFacts("x", isWeak));

    [Theory]
    [InlineData(0x20, true)]
    [InlineData(0x7e, true)]
    [InlineData(0x1f, false)]
    [InlineData(0x7f, false)]
    public void A_key_is_no_sentence(int last, bool isWeak)
    {
        byte[] key = [.. Enumerable.Range(0x41, 31).Select(static each => (byte)each), (byte)last];

        MasterKeyFacts.Of("x", $" {Convert.ToBase64String(key)}\n").IsWeak.ShouldBe(isWeak);
    }

    [Theory]
    [InlineData(31, true)]
    [InlineData(32, false)]
    [InlineData(33, true)]
    public void A_key_has_32_bytes(int length, bool isWeak) =>
        MasterKeyFacts.Of("x", Convert.ToBase64String([.. Enumerable.Range(0x80, length).Select(static each => (byte)each)])).IsWeak.ShouldBe(isWeak);

    [Theory]
    [InlineData("Host=localhost", true)]
    [InlineData("Host=localhost:5433", true)]
    [InlineData("Database=m", true)]
    [InlineData("Host=/run/postgresql", true)]
    [InlineData("Host=@moltbot", true)]
    [InlineData("Host=127.0.0.1:5433", true)]
    [InlineData("Host=127.9.9.9", true)]
    [InlineData("Host=::1", true)]
    [InlineData("Host=fe80::1", false)]
    [InlineData("Host=2001:db8::1", false)]
    [InlineData("Host=10.0.0.1", false)]
    [InlineData("Host=localhost.example.org", false)]
    [InlineData("Server=db", false)]
    [InlineData("Host=localhost, db", false)]
    [InlineData("Host=localhost,,127.0.0.1", true)]
    [InlineData("", true)]
    [InlineData(null, true)]
    public void A_database_is_here_when_all_of_its_servers_are(string? connection, bool isHere) => DatabaseLink.Of(connection)!.IsOnThisMachine.ShouldBe(isHere);

    [Theory]
    [InlineData("Host=db;SSL Mode=Require", "Require")]
    [InlineData("Host=db;SslMode=Require", "Require")]
    [InlineData("Host=db;Ssl-Mode=Require", "Require")]
    [InlineData("Host=db", null)]
    public void What_a_connection_string_says_of_TLS_is_kept_as_written(string connection, string? mode)
    {
        var link = DatabaseLink.Of(connection)!;

        link.SslMode.ShouldBe(mode);
        link.Hosts.ShouldBe(["db"]);
    }

    [Fact]
    public void A_connection_string_that_is_none_says_nothing() => DatabaseLink.Of("=;=").ShouldBeNull();
}
