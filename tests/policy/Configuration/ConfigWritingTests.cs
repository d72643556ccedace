using System.Text.Json.Nodes;
using Moltbot.Policy.Configuration;
using Moltbot.Policy.Configuration.Writing;

namespace Moltbot.Policy.Tests.Configuration;

/// <summary>Places of a document, and what of it is never shown.</summary>
public sealed class ConfigWritingTests
{
    [Theory]
    [InlineData("{}", "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData(null, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void The_hash_is_that_of_the_text(string? raw, string hash) => ConfigHash.Of(raw).ShouldBe(hash);

    [Theory]
    [InlineData(" gateway . port ", "gateway|port", null)]
    [InlineData("a", "a", null)]
    [InlineData("", null, "Invalid path. Use dot notation (e.g. foo.bar).")]
    [InlineData(null, null, "Invalid path. Use dot notation (e.g. foo.bar).")]
    [InlineData("a..b", null, "Invalid path. Use dot notation (e.g. foo.bar).")]
    [InlineData("a. ", null, "Invalid path. Use dot notation (e.g. foo.bar).")]
    [InlineData("a.__proto__", null, "Invalid path segment.")]
    [InlineData("prototype.a", null, "Invalid path segment.")]
    [InlineData("a.constructor.b", null, "Invalid path segment.")]
    public void A_path_is_keys_with_dots_between(string? text, string? keys, string? error)
    {
        var (found, problem) = ConfigPath.Parse(text);

        (found is null ? null : string.Join('|', found)).ShouldBe(keys);
        problem.ShouldBe(error);
    }

    [Theory]
    [InlineData("""{"a":{"b":1}}""", "a.b", "1")]
    [InlineData("""{"a":{"b":1}}""", "a", """{"b":1}""")]
    [InlineData("""{"a":5}""", "a.b", null)]
    [InlineData("""{"a":{}}""", "a.b", null)]
    [InlineData("null", "a", null)]
    public void A_value_is_found_by_its_keys(string root, string path, string? value) =>
        ConfigTree.Get(JsonNode.Parse(root), path.Split('.'))?.ToJsonString().ShouldBe(value);

    [Theory]
    [InlineData("{}", "a", """{"a":9}""")]
    [InlineData("{}", "a.b.c", """{"a":{"b":{"c":9}}}""")]
    [InlineData("""{"a":5}""", "a.b", """{"a":{"b":9}}""")]
    [InlineData("""{"a":{"x":1}}""", "a.b", """{"a":{"x":1,"b":9}}""")]
    public void A_value_is_stored_and_what_is_in_its_way_goes(string root, string path, string after)
    {
        var tree = (JsonObject)JsonNode.Parse(root)!;

        ConfigTree.Set(tree, path.Split('.'), 9);

        tree.ToJsonString().ShouldBe(after);
    }

    [Theory]
    [InlineData("""{"a":{"b":{"c":1}},"d":2}""", "a.b.c", """{"d":2}""", true)]
    [InlineData("""{"a":{"b":1,"x":2}}""", "a.b", """{"a":{"x":2}}""", true)]
    [InlineData("""{"a":1}""", "a", "{}", true)]
    [InlineData("""{"a":5}""", "a.b", """{"a":5}""", false)]
    [InlineData("""{"a":{}}""", "a.b", """{"a":{}}""", false)]
    public void A_value_is_removed_with_the_objects_it_leaves_empty(string root, string path, string after, bool isThere)
    {
        var tree = (JsonObject)JsonNode.Parse(root)!;

        ConfigTree.Unset(tree, path.Split('.')).ShouldBe(isThere);

        tree.ToJsonString().ShouldBe(after);
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":2,"d":3}}""", """{"b":{"c":null,"e":4},"f":{"g":null}}""", """{"a":1,"b":{"d":3,"e":4},"f":{}}""")]
    [InlineData("""{"a":[1]}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":1}""", "5", "5")]
    public void A_patch_merges_shapes_and_null_removes(string target, string patch, string after) =>
        MergePatch.Apply(JsonNode.Parse(target), JsonNode.Parse(patch))!.ToJsonString().ShouldBe(after);

    [Theory]
    [InlineData("token")]
    [InlineData("botToken")]
    [InlineData("password")]
    [InlineData("passwd")]
    [InlineData("clientSecret")]
    [InlineData("apiKey")]
    [InlineData("api_key")]
    [InlineData("api-key")]
    [InlineData("privateKey")]
    [InlineData("accessKey")]
    [InlineData("secretKey")]
    [InlineData("passphrase")]
    [InlineData("serviceAccount")]
    [InlineData("credential")]
    [InlineData("Credentials")]
    public void A_value_is_hidden_by_how_its_key_ends_and_in_comments_too(string key)
    {
        Hidden(Within(key, "\"hush\"")).ShouldBeTrue();
        Hidden(Within(key, "\"\"")).ShouldBeFalse();
        Hidden(Within(key, "\"${NAME}\"")).ShouldBeFalse();
        Hidden(Within(key, "\"${NAME}x}\"")).ShouldBeTrue();
        Hidden(Within(key + "s x", "\"hush\"")).ShouldBeFalse();
        MaskedSnapshot.Of(ConfigLoader.Load(new ConfigSource("", $"{{ // {key}: hush\n}}"), new ConfigLoadOptions())).Raw.ShouldBe("{}\n");
        MaskedSnapshot.Of(ConfigLoader.Load(new ConfigSource("", $"{{ /* {key}: hush */ }}"), new ConfigLoadOptions())).Raw.ShouldBe("{}\n");
    }

    [Theory]
    [InlineData("""{"env":{"a":"hush"}}""", true)]
    [InlineData("""{"x":{"vars":{"a":"hush"}}}""", true)]
    [InlineData("""{"x":{"Headers":{"a":"hush"}}}""", true)]
    [InlineData("""{"x":{"headers":{"a":5}}}""", false)]
    [InlineData("""{"x":{"serviceAccount":{"a":"hush"}}}""", true)]
    [InlineData("""{"x":{"serviceaccount":{"a":"hush"}}}""", false)]
    [InlineData("""{"x":"https://hush:pw@example.org/"}""", true)]
    [InlineData("""{"x":"https://example.org/?key=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?a=1;auth=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?Authorization=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?sig=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?signature=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?pass=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?pwd=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?code=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?my%5ftoken=hush"}""", true)]
    [InlineData("""{"x":"https://example.org/?code=%24%7BNAME%7D"}""", false)]
    [InlineData("""{"x":"https://example.org/?code"}""", false)]
    [InlineData("""{"x":"https://example.org/?=hush"}""", false)]
    [InlineData("""{"x":"https://example.org/code=hush"}""", false)]
    [InlineData("""{"x":"://example.org/?code=hush"}""", false)]
    public void A_value_is_hidden_by_where_it_stands_or_what_is_in_it(string document, bool isHidden) => Hidden(document).ShouldBe(isHidden);

    private static string Within(string key, string value) => $"{{\"x\":{{\"{key}\":{value}}}}}";

    private static bool Hidden(string document) => SecretMask.Apply(JsonNode.Parse(document))!.ToJsonString().Contains(SecretMask.Mask, StringComparison.Ordinal);
}
