using CityActors.Edge.Tests.Storage;
using CityActors.Grains.Files;
using CityActors.Silo.Files;
using Microsoft.Extensions.Options;

namespace CityActors.Edge.Tests.Files;

/// <summary>The folder keeps to the contract, and a crash leaves nothing half-written.</summary>
public sealed class FolderFileStoreTests : FileStoreContract, IDisposable
{
    private readonly TempFolder folder = new();
    private FolderFileStore? store;

    protected override IFileStore Store => store ??= Open();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_a_crash_left_half_written_is_swept_away_at_the_next_start()
    {
        var draft = Store.Begin();
        await draft.Write(Content(1, 500));
        Assert.Single(Directory.GetFiles(folder.File("files"), "*", SearchOption.AllDirectories));

        Reopen();

        Assert.Empty(Directory.GetFiles(folder.File("files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Room_is_counted_anew_at_a_start()
    {
        for (var each = 0; each < 4; each++)
        {
            await Keep(Content(each, 1_000));
        }

        await using var draft = Reopen().Begin();
        await Assert.ThrowsAsync<CityActors.Files.FileRefusedException>(() => draft.Write(Content(9, 100)));
    }

    [Theory]
    [InlineData(10, 4_096, 3, "FileBytesMax")]
    [InlineData(2_048, 1_024, 3, "BytesMax")]
    [InlineData(1_024, 4_096, 0, "DraftsMax")]
    public void Settings_that_cannot_work_are_named(long file, long all, int drafts, string key)
    {
        var options = new FolderFileOptions { FileBytesMax = file, BytesMax = all, DraftsMax = drafts };

        Assert.Contains($"City:Files:{key}", new FolderFileOptionsValidator().Validate(null, options).FailureMessage);
    }

    protected override IFileStore Reopen() => store = Open();

    private FolderFileStore Open() => new(
        Options.Create(new FolderFileOptions { Path = folder.File("files"), FileBytesMax = 1_024, BytesMax = 4_096, DraftsMax = 3 }),
        TimeProvider.System);
}
