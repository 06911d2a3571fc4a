namespace CityActors.Architecture.Tests.Tidy;

/// <summary>The house as it stands. Each rule has its canary in <see cref="TidyCanaryTests"/>.</summary>
public sealed class TidyTests
{
    private static readonly string[] TextEndings =
    [
        ".cs", ".md", ".sh", ".json", ".csproj", ".props", ".targets", ".razor", ".css", ".js", ".ts", ".xml", ".yml", ".txt", ".resx",
        "run",
    ];

    private static IEnumerable<SourceFile> Floors => Repository.Sources.Where(static file => !file.IsTest);

    private static IEnumerable<SourceFile> Tests => Repository.Sources.Where(static file => file.IsTest);

    [Fact]
    public void There_are_sources_to_look_at()
    {
        Assert.True(Floors.Count() > 50, "Fewer than 50 sources were found: the rules would be green on nothing.");
        Assert.True(Tests.Count() > 10, "Fewer than 10 test sources were found.");
    }

    [Fact]
    public void Files_are_short() => Findings.None(Repository.Sources.SelectMany(SizeRules.FileLength));

    [Fact]
    public void Lines_are_narrow() => Findings.None(Repository.Sources.SelectMany(SizeRules.LineLength));

    [Fact]
    public void Methods_fit_a_screen() => Findings.None(Repository.Sources.SelectMany(SizeRules.MethodLength));

    [Fact]
    public void Rooms_hold_twelve_files_at_most() => Findings.None(SizeRules.RoomSize(Floors
        .Select(static file => file.Path)
        .Concat(Repository.Files.Where(static file => file.EndsWith(".razor", StringComparison.Ordinal)))));

    [Fact]
    public void A_file_holds_one_type() => Findings.None(Floors.SelectMany(ShapeRules.OneTypePerFile));

    [Fact]
    public void A_file_bears_the_name_of_its_type() => Findings.None(Repository.Sources.SelectMany(ShapeRules.FileBearsItsName));

    [Fact]
    public void Rooms_have_names_that_say_something() => Findings.None(Repository.Files.SelectMany(ShapeRules.RoomNames));

    [Fact]
    public void Namespaces_are_file_scoped() => Findings.None(Repository.Sources.SelectMany(ShapeRules.FileScopedNamespace));

    [Fact]
    public void Nothing_hides_in_a_region() => Findings.None(Repository.Sources.SelectMany(ShapeRules.NoRegions));

    [Fact]
    public void What_is_left_to_do_bears_date_and_name() =>
        Findings.None(Repository.Sources.SelectMany(HabitRules.NoTodoWithoutDateAndName));

    [Fact]
    public void Everything_is_implemented() => Findings.None(Floors.SelectMany(HabitRules.NothingUnimplemented));

    [Fact]
    public void Tests_do_not_sleep() => Findings.None(Tests.SelectMany(HabitRules.NoSleeps));

    [Fact]
    public void No_task_is_discarded() => Findings.None(Repository.Sources.SelectMany(HabitRules.NoDiscardedTask));

    [Fact]
    public void Grains_neither_block_nor_escape() => Findings.None(Floors
        .Where(static file => file.Path.StartsWith("grains/", StringComparison.Ordinal))
        .SelectMany(HabitRules.NoBlockingOrEscaping));

    [Fact]
    public void No_file_names_a_path_of_this_machine() => Findings.None(Repository.Files
        .Where(static file => TextEndings.Any(ending => file.EndsWith(ending, StringComparison.Ordinal)))
        .SelectMany(static file => HabitRules.NoMachinePath(file, Repository.Read(file))));
}
