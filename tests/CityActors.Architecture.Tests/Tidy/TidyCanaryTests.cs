namespace CityActors.Architecture.Tests.Tidy;

/// <summary>One bad case for each tidy rule, so that no rule is green because it looks away, and the good case beside it.</summary>
public sealed class TidyCanaryTests
{
    [Fact]
    public void Long_file_is_red()
    {
        Assert.Empty(SizeRules.FileLength(Lines("silo/Long.cs", 300)));
        Assert.Single(SizeRules.FileLength(Lines("silo/Long.cs", 301)));
        Assert.Single(SizeRules.FileLength(Lines("silo/Program.cs", 61)));
    }

    [Fact]
    public void Wide_line_is_red()
    {
        Assert.Empty(SizeRules.LineLength(Source(new string('x', 140))));
        Assert.Single(SizeRules.LineLength(Source(new string('x', 141))));
    }

    [Fact]
    public void Long_method_is_red()
    {
        Assert.Empty(SizeRules.MethodLength(Source("class A { void B()\n{" + new string('\n', 58) + "} }")));
        Assert.Single(SizeRules.MethodLength(Source("class A { void B()\n{" + new string('\n', 59) + "} }")));
    }

    [Fact]
    public void Full_room_is_red()
    {
        var files = Enumerable.Range(0, 12).Select(static number => $"silo/Room/File{number}.cs").ToList();
        Assert.Empty(SizeRules.RoomSize(files));
        Assert.Empty(SizeRules.RoomSize([.. files.Skip(1), "silo/Room/A.razor", "silo/Room/A.razor.cs"]));
        Assert.Single(SizeRules.RoomSize([.. files, "silo/Room/File12.cs"]));
    }

    [Theory]
    [InlineData(true, "class A; class B;")]
    [InlineData(true, "class AOptions; class B;")]
    [InlineData(true, "interface IA; class B;")]
    [InlineData(true, "interface IA; interface IB;")]
    [InlineData(false, "class A { class B; }")]
    [InlineData(false, "class A; file class B;")]
    [InlineData(false, "class AOptions; class AOptionsValidator;")]
    [InlineData(false, "record B; enum C; interface IA; interface IB : IA;")]
    [InlineData(false, "interface IA; record B; enum C; class DException;")]
    [InlineData(false, "record A; record B : A; record C : A;")]
    public void Second_type_in_a_file_is_red(bool isRed, string text) =>
        Assert.Equal(isRed, ShapeRules.OneTypePerFile(Source(text)).Any());

    [Fact]
    public void File_with_another_name_is_red()
    {
        Assert.Empty(ShapeRules.FileBearsItsName(new SourceFile("silo/Bridge.cs", "class Bridge;")));
        Assert.Empty(ShapeRules.FileBearsItsName(new SourceFile("silo/Bridge.Crossing.cs", "partial class Bridge;")));
        Assert.Single(ShapeRules.FileBearsItsName(new SourceFile("silo/Brigde.cs", "class Bridge;")));
    }

    [Theory]
    [InlineData("silo/Common/A.cs")]
    [InlineData("web/utils/a.js")]
    public void Room_without_a_meaning_is_red(string file) => Assert.Single(ShapeRules.RoomNames(file));

    [Fact]
    public void Block_namespace_is_red()
    {
        Assert.Empty(ShapeRules.FileScopedNamespace(Source("namespace A; class B;")));
        Assert.Single(ShapeRules.FileScopedNamespace(Source("namespace A { class B; }")));
    }

    [Fact]
    public void Region_is_red() => Assert.Single(ShapeRules.NoRegions(Source("class A {\n#region B\n#endregion\n}")));

    [Theory]
    [InlineData(true, "// TO" + "DO later")]
    [InlineData(true, "/// <summary>FIX" + "ME</summary>\nclass A;")]
    [InlineData(true, "/* HA" + "CK */")]
    [InlineData(false, "// TO" + "DO (2026-11-24, lan) when the second broker is there")]
    [InlineData(false, "class A { string b = \"TO" + "DO\"; }")]
    public void Undated_note_is_red(bool isRed, string text) =>
        Assert.Equal(isRed, HabitRules.NoTodoWithoutDateAndName(Source(text)).Any());

    [Fact]
    public void Something_unimplemented_is_red() =>
        Assert.Single(HabitRules.NothingUnimplemented(Source("class A { void B() => throw new NotImplementedException(); }")));

    [Theory]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("await Task.Delay(1)")]
    public void Sleeping_test_is_red(string call) =>
        Assert.Single(HabitRules.NoSleeps(Source($"class A {{ async Task B() {{ {call}; }} }}")));

    [Theory]
    [InlineData(true, "_ = Task.Run(() => 1)")]
    [InlineData(true, "_ = client.SendAsync(x)")]
    [InlineData(false, "_ = items.Remove(x)")]
    [InlineData(false, "await client.SendAsync(x)")]
    public void Discarded_task_is_red(bool isRed, string statement) =>
        Assert.Equal(isRed, HabitRules.NoDiscardedTask(Source($"class A {{ async Task B() {{ {statement}; }} }}")).Any());

    [Theory]
    [InlineData("Task.Run(() => 1)")]
    [InlineData("task.GetAwaiter().GetResult()")]
    [InlineData("await task.ConfigureAwait(false)")]
    public void Blocking_or_escaping_grain_is_red(string call) =>
        Assert.Single(HabitRules.NoBlockingOrEscaping(Source($"class A {{ async Task B() {{ {call}; }} }}")));

    [Fact]
    public void Path_of_a_machine_is_red()
    {
        Assert.Empty(HabitRules.NoMachinePath("a.md", "see ../shared/data"));
        Assert.Single(HabitRules.NoMachinePath("a.md", "see /ho" + "me/lan/city"));
    }

    private static SourceFile Source(string text) => new("silo/Canary.cs", text);

    private static SourceFile Lines(string path, int lines) => new(path, string.Concat(Enumerable.Repeat("//\n", lines)));
}
