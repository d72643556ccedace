using Moltbot.Storage.Tests.Support;
using Npgsql;

namespace Moltbot.Storage.Tests.Postgres;

/// <summary>
/// The queries that Orleans' ADO.NET providers run, called as the providers call them: by key, with their parameter names
/// and types, reading their result columns.
/// </summary>
public sealed class OrleansQueriesTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly DateTime Start = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly string scope = StorageFixture.NewTenant();

    [Fact]
    public async Task Every_query_the_providers_ask_for_is_there()
    {
        string[] keys =
        [
            "CleanupDefunctSiloEntriesKey", "ClearStorageKey", "DeleteMembershipTableEntriesKey", "DeleteReminderRowKey",
            "DeleteReminderRowsKey", "DeleteStorageKey", "GatewaysQueryKey", "InsertMembershipKey", "InsertMembershipVersionKey",
            "MembershipReadAllKey", "MembershipReadRowKey", "ReadFromStorageKey", "ReadRangeRows1Key", "ReadRangeRows2Key",
            "ReadReminderRowKey", "ReadReminderRowsKey", "UpdateIAmAlivetimeKey", "UpdateMembershipKey", "UpsertReminderRowKey",
            "WriteToStorageKey",
        ];
        var stored = await ReadSqlAsync("SELECT QueryKey, QueryText FROM OrleansQuery", []);
        stored.Select(row => (string)row["QueryKey"]!).Order(StringComparer.Ordinal).ShouldBe(keys);
    }

    [Fact]
    public async Task A_membership_write_needs_the_current_version_and_moves_it()
    {
        (await TruthAsync("InsertMembershipVersionKey", Silo(1))).ShouldBeTrue();
        (await TruthAsync("InsertMembershipVersionKey", Silo(1))).ShouldBeFalse();
        (await ReadAsync("MembershipReadAllKey", Silo(1))).Single()["StartTime"].ShouldBeNull();
        (await TruthAsync("InsertMembershipKey", Silo(1, version: 0))).ShouldBeTrue();
        (await TruthAsync("InsertMembershipKey", Silo(2, version: 0))).ShouldBeFalse();
        (await TruthAsync("InsertMembershipKey", Silo(1, version: 1))).ShouldBeFalse();
        (await TruthAsync("InsertMembershipKey", Silo(2, version: 1))).ShouldBeTrue();
        (await TruthAsync("UpdateMembershipKey", Silo(1, version: 1, status: 3))).ShouldBeFalse();
        (await TruthAsync("UpdateMembershipKey", Silo(9, version: 2, status: 3))).ShouldBeFalse();
        (await TruthAsync("UpdateMembershipKey", Silo(1, version: 2, status: 3))).ShouldBeTrue();
        var rows = await ReadAsync("MembershipReadAllKey", Silo(1));
        rows.Select(row => (row["Generation"], row["Status"], row["Version"])).ShouldBe([(1, 3, 3), (2, 1, 3)], ignoreOrder: true);
        var one = (await ReadAsync("MembershipReadRowKey", Silo(2))).Single();
        (one["Address"], one["Port"], one["SiloName"], one["ProxyPort"], one["StartTime"]).ShouldBe(("127.0.0.1", 11111, "silo", 30000, Start));
    }

    [Fact]
    public async Task Of_silos_that_join_together_one_per_version_gets_in()
    {
        await TruthAsync("InsertMembershipVersionKey", Silo(1));
        var joined = await Task.WhenAll(Enumerable.Range(1, 10).Select(generation => TruthAsync("InsertMembershipKey", Silo(generation, version: 0))));
        joined.Count(ok => ok).ShouldBe(1);
        (await ReadAsync("MembershipReadAllKey", Silo(1))).Single()["Version"].ShouldBe(1);
    }

    [Fact]
    public async Task Gateways_are_the_active_silos_and_only_silent_inactive_ones_are_swept()
    {
        await TruthAsync("InsertMembershipVersionKey", Silo(1));
        await TruthAsync("InsertMembershipKey", Silo(1, version: 0));
        await TruthAsync("InsertMembershipKey", Silo(2, version: 1));
        await TruthAsync("UpdateMembershipKey", Silo(1, version: 2, status: 3));
        (await ReadAsync("GatewaysQueryKey", Silo(1, status: 3))).Single()["Generation"].ShouldBe(1);
        await ReadAsync("UpdateIAmAlivetimeKey", Silo(1, alive: Start.AddHours(-2)));
        await ReadAsync("UpdateIAmAlivetimeKey", Silo(2, alive: Start.AddHours(-2)));
        await ReadAsync("CleanupDefunctSiloEntriesKey", Silo(1, alive: Start.AddHours(-1)));
        (await ReadAsync("MembershipReadAllKey", Silo(1))).Single()["Generation"].ShouldBe(1);
        await ReadAsync("DeleteMembershipTableEntriesKey", Silo(1));
        (await ReadAsync("MembershipReadAllKey", Silo(1))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("key")]
    [InlineData(null)]
    public async Task Of_two_first_writes_of_a_grain_one_gets_a_version_and_one_row_is_left(string? extension)
    {
        var versions = await Task.WhenAll(Enumerable.Range(0, 12).Select(async i => (await ReadAsync("WriteToStorageKey", State(extension, null, $"{i}"))).Select(row => row["NewGrainStateVersion"])));
        versions.SelectMany(version => version).Count().ShouldBe(1);
        (await ReadAsync("ReadFromStorageKey", State(extension, null))).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_state_is_updated_cleared_and_deleted_only_under_its_version()
    {
        var first = (int)(await ReadAsync("WriteToStorageKey", State("k", null, "one"))).Single()["NewGrainStateVersion"]!;
        (await ReadAsync("WriteToStorageKey", State("k", first - 1, "stale"))).ShouldBeEmpty();
        var second = (int)(await ReadAsync("WriteToStorageKey", State("k", first, "two"))).Single()["NewGrainStateVersion"]!;
        second.ShouldBe(first + 1);
        var read = (await ReadAsync("ReadFromStorageKey", State("k", null))).Single();
        ((byte[])read["PayloadBinary"]!).ShouldBe("two"u8.ToArray());
        read["Version"].ShouldBe(second);
        (await ReadAsync("ClearStorageKey", State("k", first))).ShouldBeEmpty();
        (await ReadAsync("ClearStorageKey", State("k", second))).Single()["NewGrainStateVersion"].ShouldBe(second + 1);
        (await ReadAsync("ReadFromStorageKey", State("k", null))).Single()["PayloadBinary"].ShouldBeNull();
        (await ReadAsync("DeleteStorageKey", State("k", second))).ShouldBeEmpty();
        (await ReadAsync("DeleteStorageKey", State("k", second + 1))).Single()["NewGrainStateVersion"].ShouldBe(second + 2);
        (await ReadAsync("ReadFromStorageKey", State("k", null))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Reminders_are_read_by_grain_and_by_signed_ranges_of_hashes()
    {
        foreach (var hash in new[] { -5, 5, 15 })
        {
            (await ReadAsync("UpsertReminderRowKey", Reminder($"g{hash}", hash))).Single()["Version"].ShouldBeOfType<int>();
        }

        (await GrainsAsync("ReadRangeRows1Key", -10, 5)).ShouldBe(["g-5", "g5"], ignoreOrder: true);
        (await GrainsAsync("ReadRangeRows2Key", 5, -5)).ShouldBe(["g-5", "g15"], ignoreOrder: true);
        var row = (await ReadAsync("ReadReminderRowKey", Reminder("g5", 5))).Single();
        (row["ReminderName"], row["StartTime"], row["Period"]).ShouldBe(("due", Start, 60000L));
        var version = (int)(await ReadAsync("UpsertReminderRowKey", Reminder("g5", 5))).Single()["Version"]!;
        (await TruthAsync("DeleteReminderRowKey", Reminder("g5", 5, version - 1))).ShouldBeFalse();
        (await TruthAsync("DeleteReminderRowKey", Reminder("g5", 5, version))).ShouldBeTrue();
        (await ReadAsync("ReadReminderRowsKey", Reminder("g5", 5))).ShouldBeEmpty();
        await ReadAsync("DeleteReminderRowsKey", Reminder("", 0));
        (await GrainsAsync("ReadRangeRows2Key", 0, 0)).ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> GrainsAsync(string key, int begin, int end)
        => (await ReadAsync(key, Reminder("", 0, begin: begin, end: end))).Select(row => (string)row["GrainId"]!);

    private (string, object?)[] Silo(int generation, int version = 0, int status = 1, DateTime? alive = null) =>
    [
        ("DeploymentId", scope), ("Address", "127.0.0.1"), ("Port", 11111), ("Generation", generation), ("SiloName", "silo"), ("HostName", "host"),
        ("Status", status), ("ProxyPort", 30000), ("SuspectTimes", DBNull.Value), ("StartTime", Start), ("IAmAliveTime", alive ?? Start), ("Version", version),
    ];

    private (string, object?)[] State(string? extension, int? version, string payload = "") =>
    [
        ("GrainIdHash", 17), ("GrainIdN0", 1L), ("GrainIdN1", 2L), ("GrainTypeHash", 18), ("GrainTypeString", "state"),
        ("GrainIdExtensionString", extension), ("ServiceId", scope), ("GrainStateVersion", version), ("PayloadBinary", Bytes.Of(payload).ToArray()),
    ];

    private (string, object?)[] Reminder(string grain, int hash, int version = 0, int begin = 0, int end = 0) =>
    [
        ("ServiceId", scope), ("GrainId", grain), ("ReminderName", "due"), ("StartTime", Start), ("Period", 60000), ("GrainHash", hash),
        ("Version", version), ("BeginHash", begin), ("EndHash", end),
    ];

    private async Task<bool> TruthAsync(string key, (string Name, object? Value)[] parameters)
        => Convert.ToBoolean((await ReadAsync(key, parameters)).Single().Values.Single(), System.Globalization.CultureInfo.InvariantCulture);

    private async Task<List<Dictionary<string, object?>>> ReadAsync(string key, (string Name, object? Value)[] parameters)
    {
        var text = (string)(await ReadSqlAsync($"SELECT QueryText FROM OrleansQuery WHERE QueryKey = '{key}'", [])).Single()["QueryText"]!;
        return await ReadSqlAsync(text, parameters.Where(parameter => text.Contains($"@{parameter.Name}", StringComparison.Ordinal)));
    }

    private async Task<List<Dictionary<string, object?>>> ReadSqlAsync(string sql, IEnumerable<(string Name, object? Value)> parameters)
    {
        Assert.SkipWhen(fixture.SkipReason is not null, fixture.SkipReason ?? "");
        await using var connection = new NpgsqlConnection(fixture.Options.PostgresConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var (name, value) in parameters)
        {
            // The providers type their parameters even when they are null.
            command.Parameters.Add(value switch
            {
                null when name == "GrainStateVersion" => new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Integer) { Value = DBNull.Value },
                null or DBNull => new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = DBNull.Value },
                _ => new NpgsqlParameter(name, value),
            });
        }

        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<Dictionary<string, object?>>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i), StringComparer.OrdinalIgnoreCase));
        }

        return rows;
    }
}
