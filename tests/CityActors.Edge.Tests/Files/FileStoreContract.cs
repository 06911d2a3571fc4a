using System.Security.Cryptography;
using CityActors.Files;
using CityActors.Grains.Files;

namespace CityActors.Edge.Tests.Files;

/// <summary>What every store of files keeps to. It takes 1,024 bytes a file, 4,096 in all, and 3 on their way at once.</summary>
public abstract class FileStoreContract
{
    protected abstract IFileStore Store { get; }

    /// <summary>Opens the same files again, as after a crash.</summary>
    protected abstract IFileStore Reopen();

    [Fact]
    public async Task Keep_gives_back_what_was_written_under_its_checksum()
    {
        var content = Content(1, 1_000);
        var checksum = await Keep(content[..400], content[400..]);

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), checksum);
        Assert.Equal(1_000, await Reopen().Size(checksum));
        Assert.Equal(content, await Store.Read(checksum, 0, 2_000));
        Assert.Equal(content[900..], await Store.Read(checksum, 900, 2_000));
        Assert.Equal(content[10..15], await Store.Read(checksum, 10, 5));
        Assert.Equal([], await Store.Read(checksum, 1_000, 5));
    }

    [Fact]
    public async Task Unknown_file_is_none_and_a_path_is_refused()
    {
        Assert.Null(await Store.Size(new string('0', 64)));
        Assert.Null(await Store.Read(new string('0', 64), 0, 10));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Read("../../../etc/passwd", 0, 10));
        await Assert.ThrowsAsync<ArgumentException>(async () => await Store.Size(".." + new string('0', 62)));
    }

    [Fact]
    public async Task Same_content_twice_is_kept_once()
    {
        var first = await Keep(Content(1, 1_000));
        var second = await Keep(Content(1, 1_000));

        Assert.Equal(first, second);
        Assert.Equal([first], await Store.Older(DateTimeOffset.UtcNow.AddHours(1), null, 10));

        // Room is taken once: three others of the largest size still fit.
        await Keep(Content(2, 1_024));
        await Keep(Content(3, 1_024));
        await Keep(Content(4, 1_024));
    }

    [Fact]
    public async Task Draft_that_is_left_leaves_nothing_and_gives_its_room_back()
    {
        for (var time = 0; time < 20; time++)
        {
            await using var draft = Store.Begin();
            await draft.Write(Content(time, 1_000));
        }

        Assert.Empty(await Reopen().Older(DateTimeOffset.UtcNow.AddHours(1), null, 10));
        await Keep(Content(1, 1_024));
    }

    [Fact]
    public async Task File_that_grows_too_large_is_refused_and_leaves_nothing()
    {
        await using (var draft = Store.Begin())
        {
            await draft.Write(Content(1, 1_000));
            var refused = await Assert.ThrowsAsync<FileRefusedException>(() => draft.Write(Content(2, 25)));
            Assert.Equal(FileRefusal.TooLarge, refused.Refusal);
        }

        Assert.Empty(await Store.Older(DateTimeOffset.UtcNow.AddHours(1), null, 10));
    }

    [Fact]
    public async Task Files_beyond_the_room_and_drafts_beyond_their_number_are_refused()
    {
        for (var each = 0; each < 4; each++)
        {
            await Keep(Content(each, 1_000));
        }

        await using (var draft = Store.Begin())
        {
            Assert.Equal(
                FileRefusal.NoRoom, (await Assert.ThrowsAsync<FileRefusedException>(() => draft.Write(Content(9, 100)))).Refusal);
        }

        await using IFileDraft one = Store.Begin(), two = Store.Begin(), three = Store.Begin();
        Assert.Equal(FileRefusal.NoRoom, Assert.Throws<FileRefusedException>(Store.Begin).Refusal);
    }

    [Fact]
    public async Task Old_files_are_named_page_by_page_and_removed_unless_kept_anew()
    {
        var checksums = new List<string>();
        for (var each = 0; each < 3; each++)
        {
            checksums.Add(await Keep(Content(each, 100)));
        }

        checksums.Sort(StringComparer.Ordinal);
        var later = DateTimeOffset.UtcNow.AddHours(1);
        Assert.Empty(await Store.Older(DateTimeOffset.UtcNow.AddHours(-1), null, 10));
        Assert.Equal(checksums[..2], await Store.Older(later, null, 2));
        Assert.Equal(checksums[2..], await Store.Older(later, checksums[1], 2));

        Assert.False(await Store.Remove(checksums[0], DateTimeOffset.UtcNow.AddHours(-1)));
        Assert.True(await Store.Remove(checksums[0], later));
        Assert.False(await Store.Remove(checksums[0], later));
        Assert.Null(await Store.Size(checksums[0]));
    }

    protected async Task<string> Keep(params byte[][] pieces)
    {
        await using var draft = Store.Begin();
        foreach (var piece in pieces)
        {
            await draft.Write(piece);
        }

        return await draft.Keep();
    }

    protected static byte[] Content(int seed, int bytes)
    {
        var content = new byte[bytes];
        new Random(seed).NextBytes(content);
        return content;
    }
}
