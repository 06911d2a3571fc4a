using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Registry;
using CityActors.Registry;
using CityActors.Silo.Registry;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Registry;

/// <summary>SQLite keeps to the contract, also where it chooses another way for many hits.</summary>
public sealed class SqliteTwinRegistryTests : TwinRegistryContract, IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private SqliteTwinRegistry? registry;

    protected override ITwinRegistry Registry => registry ??= Open();

    protected override async Task<ITwinRegistry> Reopen()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        return registry = Open();
    }

    public async ValueTask DisposeAsync()
    {
        if (registry is not null)
        {
            await registry.DisposeAsync();
        }

        folder.Dispose();
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Loop", null)]
    [InlineData(null, "urn:ngsi-ld:AdministrativeArea:z3")]
    [InlineData("Loop", "urn:ngsi-ld:AdministrativeArea:z3")]
    public async Task Find_of_many_hits_pages_like_one_of_few(string? type, string? zone)
    {
        var entries = Enumerable.Range(0, 12_000).Select(static i => Twin(
            i, i % 5 == 0 ? "Air" : "Loop", $"{i * 7919 % 100_000}", i % 4 == 0 ? "Cầu" : "Đường",
            $"urn:ngsi-ld:AdministrativeArea:z{i % 6}")).ToList();
        await Registry.Apply(0, entries, 12_000);
        var expected = entries
            .Where(entry => (type is null || entry.Id.StartsWith($"urn:ngsi-ld:{type}:", StringComparison.Ordinal))
                && (zone is null || entry.Zone == zone) && entry.Attributes["name"] == "\"Đường\"")
            .Select(static entry => entry.Id).Order(StringComparer.Ordinal).ToList();

        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await Registry.Find(new TwinQuery(type, "duong", zone, after, 1000, null));
            Assert.Equal(expected.Count, page.Total);
            found.AddRange(page.Ids);
            after = page.Next;
        }
        while (after is not null);

        Assert.Equal(expected, found);
    }

    [Fact]
    public void Open_of_a_folder_that_is_a_file_is_refused_with_its_name()
    {
        File.WriteAllText(folder.File("file"), "x");

        var refusal = Assert.ThrowsAny<IOException>(
            () => new SqliteTwinRegistry(Options.Create(new SqliteRegistryOptions { Path = folder.File("file/registry.sqlite") })));

        Assert.Contains(folder.File("file"), refusal.Message);
    }

    private SqliteTwinRegistry Open() =>
        new(Options.Create(new SqliteRegistryOptions { Path = folder.File("registry.sqlite") }));
}
