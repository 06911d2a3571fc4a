using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Quarantine;
using CityActors.Silo.Quarantine;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Quarantine;

/// <summary>SQLite keeps to the contract, and says clearly when it cannot.</summary>
public sealed class SqliteQuarantineStoreTests : QuarantineStoreContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private SqliteQuarantineStore? store;

    protected override IQuarantineStore Store => store ??= Open();

    protected override async Task<IQuarantineStore> Reopen()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        return store = Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }

        folder.Dispose();
    }

    [Fact]
    public async Task Keep_cuts_a_payload_that_is_too_long()
    {
        await Store.Keep([Entry("a", 1) with { Payload = [.. new byte[2000]] }]);

        Assert.Equal(1000, Assert.Single(await Store.Get(["a/1"])).Payload.Length);
    }

    [Fact]
    public async Task Open_of_a_newer_format_is_refused()
    {
        await Reopen();
        await store!.DisposeAsync();
        store = null;
        using (var connection = new SqliteConnection($"Data Source={folder.File("q.sqlite")};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA user_version = 99";
            command.ExecuteNonQuery();
        }

        Assert.Contains("newer version", Assert.Throws<InvalidDataException>(() => Open()).Message);
    }

    [Fact]
    public void Open_of_something_else_is_refused()
    {
        File.WriteAllText(folder.File("q.sqlite"), new string('x', 10_000));

        Assert.Contains("q.sqlite is damaged", Assert.Throws<InvalidDataException>(() => Open()).Message);
    }

    private SqliteQuarantineStore Open() => new(Options.Create(new SqliteQuarantineOptions
    {
        Path = folder.File("q.sqlite"), EntriesMax = 20, EntriesPerSourceMax = 10, PayloadBytesPerEntryMax = 1000,
    }));
}
